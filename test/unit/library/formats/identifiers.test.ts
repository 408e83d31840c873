import assert from 'node:assert/strict';
import { arxivIdentifier, arxivIdentifierIn, doiIn } from '../../../../server/library/formats/identifiers.js';

// https://info.arxiv.org/help/arxiv_identifier.html
suite('arXiv identifiers', () => {
	test('are told in both schemes, without prefix, class and version', () => {
		assert.deepEqual(
			['1606.03657', 'arXiv:1606.03657v2', '0706.0001', 'math.GT/0309136', 'hep-th/9901001v3', 'cs/9901002'].map(arxivIdentifier),
			['1606.03657', '1606.03657', '0706.0001', 'math/0309136', 'hep-th/9901001', 'cs/9901002'],
		);
	});

	test('are not seen in other numbers', () => {
		assert.deepEqual(['12345.678901', '10.1234/5678', 'PMC123', ''].map(arxivIdentifier), [undefined, undefined, undefined, undefined]);
	});

	test('are found where a text names them', () => {
		for (const text of [
			'https://arxiv.org/abs/1412.6980v1',
			'http://arxiv.org/pdf/1412.6980.pdf',
			'arXiv preprint arXiv:1412.6980',
			'CoRR abs/1412.6980',
			'abs/1412.6980',
			'10.48550/arXiv.1412.6980',
		]) {
			assert.equal(arxivIdentifierIn(text), '1412.6980', text);
		}
		assert.equal(arxivIdentifierIn('https://example.org/1412.6980'), undefined);
	});
});

// DOI Handbook § 2.2: prefix "10.", registrant, slash, suffix.
suite('DOIs', () => {
	test('lose their resolver and what stands around them', () => {
		for (const value of [
			'10.1000/xyz123',
			'https://doi.org/10.1000/xyz123',
			'http://dx.doi.org/10.1000/xyz123',
			'doi:10.1000/xyz123.',
			'DOI 10.1000/xyz123',
			'https://doi.org/10.1000%2Fxyz123',
		]) {
			assert.equal(doiIn(value), '10.1000/xyz123', value);
		}
		assert.equal(doiIn('10.1016/0004-3702(78)90010-3'), '10.1016/0004-3702(78)90010-3');
		assert.equal(doiIn('n/a'), undefined);
	});
});
