import assert from 'node:assert/strict';
import {
	arxivIdentifier,
	arxivIdentifierIn,
	arxivIdentifierOfNote,
	doiIn,
	madeKey,
} from '../../../../../server/engine/library/formats/identifiers.js';

// https://info.arxiv.org/help/arxiv_identifier.html
suite('arXiv identifiers', () => {
	test('are recognised in both schemes, without prefix, class and version', () => {
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

	test('are those of a note’s own paper only where it begins with it', () => {
		for (const note of [
			'arXiv:1412.6980',
			'arXiv preprint arXiv:1412.6980v2, 2014',
			'arXiv: 1412.6980 [cs, stat]',
			'Available online at https://arxiv.org/abs/1412.6980.',
			'e-print arXiv:1412.6980 [cs.LG]',
			'arXiv:1412.6980 [cs.LG] type: article',
			'arXiv:1412.6980 [cs] version: 3',
			'arXiv preprint arXiv:1412.6980, version 5',
			'arXiv:1412.6980 [cs.LG], 3 May 2014',
			'arXiv:1412.6980, accessed 2020-01-01',
			'arXiv:1412.6980. Published as a conference paper at ICLR 2015',
			'arXiv:1412.6980, to appear',
		])
			assert.equal(arxivIdentifierOfNote(note), '1412.6980', note);
		assert.equal(arxivIdentifierOfNote('arXiv:math.GT/0309136'), 'math/0309136');
		for (const note of [
			'Comment on arXiv:1412.6980',
			'Supersedes arXiv:1412.6980',
			'arXiv:1412.6980, arXiv:1606.03657',
			'arXiv:1412.6980 is wrong',
			'12 pages',
		])
			assert.equal(arxivIdentifierOfNote(note), undefined, note);
	});
});

// DOI Handbook § 2.2: prefix "10.", registrant, slash, suffix.
suite('DOIs', () => {
	test('lose their resolver and what is around them', () => {
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

	// ANSI/NISO Z39.56, whose item and contribution identifiers are in angle brackets.
	test('keep the angle brackets and semicolons of a SICI, but none of the text around them', () => {
		const sici = '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2';
		for (const value of [sici, `https://doi.org/${sici}`, `https://doi.org/${encodeURIComponent(sici)}`, `<${sici}>`, `${sici};`])
			assert.equal(doiIn(value), sici, value);
		assert.equal(doiIn('<a href="x">10.1000/ab</a>'), '10.1000/ab');
		assert.equal(doiIn('10.1000/ab<br/>10.1000/cd'), '10.1000/ab');
	});
});

suite('keys of records that have none', () => {
	test('have the first word of the title that is not short', () => {
		for (const [title, key] of [
			['The sea and its\tshores, at night', 'lang2016shores'],
			['On the sea', 'lang2016on'],
			[' a  b', 'lang2016'],
			['', 'lang2016'],
			['Wörter', 'lang2016worter'],
		] as const)
			assert.equal(madeKey('Lang', 2016, title), key, title);
	});

	test('can be made of a word of ten million letters', () => {
		assert.equal(madeKey(undefined, undefined, 'x'.repeat(10_000_000)).length, 10_000_000);
	});
});
