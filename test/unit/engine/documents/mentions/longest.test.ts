import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { assertNamed, bibliographyOf, type Entries } from '../../../namedIn.js';

const cases: Readonly<Record<string, readonly (readonly [entries: Entries, ...texts: string[]])[]>> = {
	'is the only one where a shorter one begins with it, or is within': [
		[{ a: 'names={Zorla}', b: 'names={Zorla QumNet}', c: 'names={QumNet}' }, 'The ⟦Zorla QumNet⟧{b}, a ⟦Zorla⟧{a} and a ⟦QumNet⟧{c}.'],
		[{ a: 'names={Zorla QumNet}', b: 'names={QumNet Tiro}' }, 'The ⟦Zorla QumNet⟧{a} Tiro, and a ⟦QumNet Tiro⟧{b}.'],
	],
	'does not hide a shorter one that needs no evidence, where it needs some': [
		[{ a: 'names={Zorla}', b: 'title={Zorla networks}' }, '⟦Zorla⟧{a} networks are slow. See ⟦Zorla Networks⟧{b}.'],
		[{ a: 'title={Deep network}', b: 'names={Network Zorla}' }, 'A deep ⟦Network Zorla⟧{b} is slow.'],
		[{ a: 'title={Deep network}', b: 'title={Deep network training}' }, 'On ⟦deep network training⟧{b} [@b].'],
		[{ a: 'title={Deep network}', b: 'title={Deep network training}' }, 'A ⟦deep network⟧{a} [@a].'],
	],
	'is authors and year where these are longer than a name': [
		[{ a: 'names={Zorla}', b: 'author={Zorla, B.}, year={2015}' }, 'As ⟦Zorla (2015)⟧{b} shows of ⟦Zorla⟧{a}.'],
		[{ a: 'names={Zorla 2015 data}', b: 'author={Zorla, B.}, year={2015}' }, 'The ⟦Zorla 2015 data⟧{a} of ⟦Zorla 2015⟧{b}.'],
		[{ a: 'names={Zorla}', b: 'author={Zorla, B. and Miro, C.}, year={2015}' }, 'The ⟦Zorla⟧{a} and Miro.'],
		[{ a: 'names={Zorla}', b: 'author={Zorla, B. and Miro, C. and Else, D.}, year={2015}' }, 'The ⟦Zorla⟧{a} et al. of this text.'],
		[{ a: 'title={Zorla networks}', b: 'author={Zorla, B. and Miro, C.}, year={2015}' }, 'Zorla networks by ⟦Zorla & Miro⟧{b}.'],
		[{ b: 'author={Zorla, B. and Miro, C.}, year={2015}' }, '⟦Zorla and Miro⟧{b} [@b] said so. Zorla said more.'],
	],
	'means all papers that have it': [
		[{ a: 'names={QumNet}', b: 'names={QumNet}' }, 'A ⟦QumNet⟧{a,b}.'],
		[{ a: 'names={QumNets}', b: 'names={QumNet}' }, 'The ⟦QumNets⟧{a,b}, a ⟦QumNet⟧{b}.'],
		[{ a: 'title={Deep networks of light}', b: 'names={deep network of light}' }, 'On ⟦Deep Networks of Light⟧{a}.'],
		[{ a: 'title={Zorla networks}', b: 'title={Zorla networks}, author={Else, D.}, year={2001}' }, 'See ⟦Zorla Networks⟧{a,b}.'],
	],
	'has the signs at its end and nothing behind them': [
		[
			{ a: 'names={QumNet++}', b: 'names={QumNet}' },
			'The ⟦QumNet++⟧{a}, no QumNet+, no QumNet+++, a ⟦QumNet⟧{b}.',
			'No QumNet++-Zorla and no QumNet++.py.',
		],
		[{ a: 'names={QumNet+}' }, 'The ⟦QumNet+⟧{a}, no QumNet, no QumNet++.'],
		[{ a: 'names={QumNet++}' }, 'The ⟦QumNet++⟧{a}'],
	],
	'leaves out what is a possessive’s': [
		[{ a: 'title={Deep learning network training data}' }, 'The ⟦deep learning network training data⟧{a}’s value.'],
		[{ a: 'names={QumNet}' }, "The ⟦QumNet⟧{a}'s value, the ⟦QumNets⟧{a}' value."],
	],
	'of several words may lack its last “s”, and no other letter': [
		[{ a: 'title={Zorla networks}' }, 'A one: ⟦Zorla Network⟧{a}, no Zorla Networ.'],
		[{ a: 'title={Zorla baskets of light}' }, 'See ⟦Zorla Baskets of Light⟧{a}, not Zorla Basket of Light.'],
		[{ a: 'names={QumNets}' }, 'The ⟦QumNets⟧{a}, no QumNet.'],
		[{ a: 'title={QumNets: A way}' }, 'The ⟦QumNets⟧{a}, a ⟦QumNet⟧{a}.'],
	],
	'is an identifier that follows it, with the prefix that may be a name': [
		[{ a: 'names={arXiv}', b: 'eprint={1606.03657}, eprinttype={arxiv}' }, 'See ⟦arXiv:1606.03657⟧{b}, by ⟦arXiv⟧{a}.'],
		[
			{ b: 'eprint={1606.03657}, eprinttype={arxiv}' },
			'See `arXiv:`⟦1606.03657⟧{b}.',
			'See 1606.03657`v2`.',
			'See https://arxiv.org/abs/`1606.03657`.',
			'See 1606.03657.',
		],
		[{ b: 'eprint={1606.03657}, eprinttype={arxiv}' }, 'See `x` ⟦arXiv:1606.03657v2⟧{b} `y` and ⟦1606.03657v1⟧{b}.'],
		[{ a: 'names={Qumen}', b: 'doi={10.1000/Qumen.Net}' }, 'See ⟦10.1000/Qumen.Net⟧{b}, then ⟦Qumen⟧{a}.'],
		[{ a: 'names={Qumen}', b: 'doi={10.1000/Qumen.Net}' }, 'See <⟦https://doi.org/10.1000/Qumen.Net⟧{b}>, then ⟦Qumen⟧{a}.'],
	],
	'may have an ampersand for its “and”, not as its first word': [
		[{ a: 'title={Zorla and networks}' }, 'See ⟦Zorla & Networks⟧{a}, ⟦Zorla and Networks⟧{a}, ⟦Zorla &amp; Networks⟧{a}.'],
		[{ a: 'names={AndZorla}' }, 'An ⟦AndZorla⟧{a}, and Rock & Zorla.'],
		[{ a: 'title={Zorla & networks}' }, 'See ⟦Zorla & Networks⟧{a}, ⟦Zorla and Networks⟧{a}.'],
		[{ a: 'names={Q&D}' }, 'The ⟦Q&D⟧{a}, the ⟦Q & D⟧{a}.'],
	],
	'may be split where its capitals and digits are': [
		[{ a: 'names={FlowNet2}' }, 'A ⟦FlowNet2⟧{a}, a ⟦FlowNet-2⟧{a}, a ⟦Flow-Net2⟧{a}, a ⟦FlowNet 2⟧{a}.'],
		[{ a: 'names={PVANET}' }, 'A ⟦PVANET⟧{a}, a ⟦PVA-NET⟧{a}, a ⟦PVA NET⟧{a}.'],
		[{ a: 'names={QumenZorlaTiroNet}' }, 'A ⟦QumenZorlaTiroNet⟧{a}, a ⟦Qumen-Zorla-TiroNet⟧{a}, no Qum-enZorlaTiroNet.'],
		[{ a: 'names={QumenZorlaTIROnet}' }, 'A ⟦QumenZorla-TIROnet⟧{a}, no QumenZorlaT-IROnet.'],
		[{ a: 'names={QumenZorla2TiroNet}' }, 'A ⟦QumenZorla-2-TiroNet⟧{a}, a ⟦QumenZorla 2 TiroNet⟧{a}.'],
		[{ a: 'names={One Two Three Four Five Six Seven}' }, 'The ⟦One Two Three Four Five Six Seven⟧{a}, no One Two Three Four Five Six.'],
	],
	'goes on over a line’s end, emphasis and a link, and not into another block': [
		[
			{ a: 'title={Zorla Networks Glow}' },
			'⟦Zorla\nNetworks Glow⟧{a}, ⟦Zorla **Networks** Glow⟧{a}, ⟦Zorla [Networks](x.md) Glow⟧{a}.',
			'Zorla\n\nNetworks Glow.',
			'Zorla\n- Networks Glow',
			'Zorla\n# Networks Glow',
			'Zorla `x` Networks Glow.',
			'Zorla $x$ Networks Glow.',
			'| Zorla | Networks Glow |\n| --- | --- |\n| Zorla | Networks Glow |',
			'> ⟦Zorla\n> Networks Glow⟧{a}',
			'⟦Zorla&nbsp;Networks Glow⟧{a}',
		],
	],
};

suite('the longest name', () => {
	for (const [rule, all] of Object.entries(cases))
		for (const [entries, ...texts] of all)
			for (const text of texts) test(`${rule}: ${Object.values(entries).join('; ')}: ${text}`, () => assertNamed(entries, text));

	test('is found behind thousands of words and ampersands', () =>
		assertNamed({ a: 'names={QumNet}' }, `${'a&'.repeat(6000)}\n\nA ⟦QumNet⟧{a}.`));

	test('is no longer one once its paper has left the library', () => {
		const store = createLibraryStore();
		const source = { uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' } as const;
		const document = new Document('file:///n.md', 'markdown', 1, 'A QumNet, then a Zorla.');
		const named = () => document.mentions(store.current).map(({ papers }) => papers.map(({ key }) => key).join());
		store.replace(source, readBibtex(bibliographyOf({ a: 'names={QumNet}', b: 'names={Zorla}' })));
		assert.deepEqual(named(), ['a', 'b']);
		store.replace(source, readBibtex(bibliographyOf({ c: 'names={Zorla}' })));
		assert.deepEqual(named(), ['c']);
	});
});
