import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { type MarkupName, markupNames, type Position, positionsOf } from './positions.js';

const bibliography = String.raw`
@article{qunext, title={A way of weaving}, author={Quist, A. and Borla, B.}, year={2018}, names={QuNeXt}}
@article{qvnet, title={{QV-Net}: Fog over volumes}, author={Milla, F. and Nava, N.}, year={2016}}
@article{kirka2017, title={Overcoming the fog}, author={Kirka, J. and Pasca, R.}, year={2017}, names={XKC}}
@article{threads, title={Weaving deep threads with patient looms}, author={Lomm, A. and Thredd, B.}, year={2015}}
@article{serenite, title={La s\'er\'enit\'e pr\'ef\'er\'ee de l'\'et\'e}, author={Durrand, A. and Moulle, B.}, year={2014}}
@article{deepweave, title={Deep weaving}, author={Wev, A. and Ing, B.}, year={2013}}
@article{lantern, title={Lantern: A scale of fog}, author={Lann, A. and Tern, B.}, year={2012}}
@article{kipf, title={Graphs}, author={Kipf, Thomas and Welling, Max}, year={2017}}
@article{zarem, title={Programs}, author={Zaremba, Wojciech}, year={2014}}
@article{xie, title={Clusters}, author={Xie, J. and Girsh, R. and Farha, A.}, year={2016}}
@article{oneill, title={Rivers}, author={O'Neill, M. and Bry, T. and Ull, V.}, year={2012}}
@article{gulc, title={Noise}, author={G{\"u}l{\c c}ehre, Caglar and Bengt, Y. and Chou, K.}, year={2015}}
@article{costa, title={Accents}, author={Costa-juss{\`a}, Marta and Fonoll, J.}, year={1999}}
@article{gogh, title={Sunflowers}, author={van Gogh, Vincent and Gauguin, Paul}, year={1888}}
@article{ruder, title={Words}, author={Ruder, Sebastian and Dosov, Alexey and Broxx, Thomas}, year={2017}}
@book{handbook, title={Handbook}, editor={Hutter, Frank and Vansch, Joaquin}, year={2019}}
@article{info, title={On information}, author={Chenn, X. and Duann, Y.}, year={2011}, doi={10.1000/info.1}, eprint={1606.03657}, eprinttype={arxiv}}
@article{other, title={On nothing else}, author={Nemo, A. and Nemini, B.}, year={2001}}
`;

const store = createLibraryStore();
const reading = readBibtex(bibliography);
store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, reading);
const library = store.current;

/** What docs/mentions.md promises: words that name a paper by themselves, in `⟦…⟧`, and the key that is cited elsewhere where they need one. */
interface Promise {
	readonly words: string;
	readonly key: string;
	/** Whether the text cites the paper somewhere. */
	readonly isCited?: true;
	/** Whether its citation is right behind it. */
	readonly isBeside?: true;
}

const promises: readonly Promise[] = [
	{ words: '⟦QuNeXt⟧', key: 'qunext' },
	{ words: '⟦QuNeXts⟧', key: 'qunext' },
	{ words: '⟦QuNeXt⟧’s core', key: 'qunext' },
	{ words: "⟦QuNeXt⟧'s core", key: 'qunext' },
	{ words: '⟦QuNeXt⟧-based nets', key: 'qunext' },
	{ words: '⟦QuNeXt⟧-Base', key: 'qunext' },
	{ words: '⟦QuNeXt⟧-50', key: 'qunext' },
	{ words: 'pre-⟦QuNeXt⟧ nets', key: 'qunext' },
	{ words: '⟦QV-Net⟧', key: 'qvnet' },
	{ words: '⟦QVNet⟧', key: 'qvnet' },
	{ words: '⟦QV‑Net⟧', key: 'qvnet' },
	{ words: '⟦XKC⟧', key: 'kirka2017' },
	{ words: '⟦XKCs⟧', key: 'kirka2017' },
	{ words: '⟦Weaving Deep Threads with Patient Looms⟧', key: 'threads' },
	{ words: '⟦weaving deep threads with patient looms⟧', key: 'threads' },
	{ words: '⟦La sérénité préférée de l’été⟧', key: 'serenite' },
	{ words: '⟦Lantern⟧', key: 'lantern', isBeside: true },
	{ words: '⟦Kipf & Welling (2017)⟧', key: 'kipf' },
	{ words: '⟦Kipf and Welling (2017)⟧', key: 'kipf' },
	{ words: '⟦Kipf and Welling, 2017⟧', key: 'kipf' },
	{ words: '⟦Kipf & Welling⟧', key: 'kipf' },
	{ words: '⟦Kipf and Welling⟧', key: 'kipf', isCited: true },
	{ words: '⟦Kipf–Welling⟧', key: 'kipf', isCited: true },
	{ words: '⟦Zaremba (2014)⟧', key: 'zarem' },
	{ words: '⟦Zaremba, 2014⟧', key: 'zarem' },
	{ words: '⟦Xie et al. (2016)⟧', key: 'xie' },
	{ words: '⟦Xie et al., 2016⟧', key: 'xie' },
	{ words: '⟦Xie and colleagues (2016)⟧', key: 'xie' },
	{ words: '⟦Xie et al.⟧', key: 'xie', isCited: true },
	{ words: '⟦O’Neill et al. (2012)⟧', key: 'oneill' },
	{ words: '⟦Gülçehre et al. (2015)⟧', key: 'gulc' },
	{ words: '⟦Costa-jussà and Fonoll (1999)⟧', key: 'costa' },
	{ words: '⟦van Gogh & Gauguin (1888)⟧', key: 'gogh' },
	{ words: '⟦Ruder, Dosov and Broxx (2017)⟧', key: 'ruder' },
	{ words: '⟦Ruder, Dosov, and Broxx⟧', key: 'ruder', isCited: true },
	{ words: '⟦Kipf and Welling’s (2017)⟧ nets', key: 'kipf' },
	{ words: '⟦Hutter & Vansch (2019)⟧', key: 'handbook' },
	{ words: '⟦arXiv:1606.03657⟧', key: 'info' },
	{ words: '⟦10.1000/info.1⟧', key: 'info' },
	{ words: '⟦https://arxiv.org/abs/1606.03657⟧', key: 'info' },
];

/** What is none against the rule, by its position and words, with the reason; asserted as such. */
const exceptions: readonly (readonly [markups: string, positions: RegExp, words: RegExp, reason: string])[] = [
	['markdown', /^in the (?:options of a header|title of a callout)$/, /^⟦https/, 'an address in an attribute is mostly a target'],
	[
		'markdown org',
		/^in (?:an environment|an item|a caption|a cell) of LaTeX$/,
		/^⟦Lantern⟧/,
		'nothing is cited in raw LaTeX, so that the name has no evidence',
	],
	['typst', /^in (?:bold )?emphasis$|^behind dashes of Typst$/, /^⟦Lantern⟧/, 'the sign behind the key is a part of it'],
	[
		'restructuredtext',
		/^as the text of|^in interpreted text$|^in quotes of LaTeX$|by a role$/,
		/^⟦Lantern⟧/,
		'no role is within interpreted text',
	],
	['latex typst', /^behind dashes of/, /^⟦https/, 'hyphens may belong to an address'],
	['typst', /^before a (?:footnote|superscript)$/, /^⟦https/, 'the hash belongs to the address'],
	['markdown', /^in a bare address$/, /^⟦10/, 'an address that holds a DOI is a mention'],
	['markdown', /^in the name of a file$/, /^⟦(?:arXiv|https)/, 'an identifier is one whatever is behind it'],
	['markdown', /^in the name of a file$/, /–/, 'no file has a dash in its name'],
	['typst', /^in a label$/, /[‑–/]/, 'no label has such signs'],
	['org', /^in emphasis$/, /^⟦https/, 'the slash may belong to the address'],
];

const citations: Readonly<Record<MarkupName, (key: string) => string>> = {
	markdown: (key) => `[@${key}]`,
	latex: (key) => `\\cite{${key}}`,
	typst: (key) => `@${key}`,
	org: (key) => `[cite:@${key}]`,
	restructuredtext: (key) => `:cite:p:\`${key}\``,
};

/** Words as a markup writes them. */
const written = (markup: MarkupName, words: string): string => (markup === 'latex' ? words.replace(/&/g, '\\&') : words);

function textOf(markup: MarkupName, { source }: Position, { words, key, isCited, isBeside }: Promise): string {
	const cite = citations[markup];
	const text = source.replace('◊', () => written(markup, isBeside ? `${words} ${cite(key)}` : words));
	return isCited ? `${text}\n\nAs said before ${cite(key)}.\n` : text;
}

/** What a text with marks names, and what it should. */
function namedIn(languageId: string, source: string): { readonly found: readonly string[]; readonly wanted: readonly string[] } {
	const start = source.indexOf('⟦');
	const end = source.indexOf('⟧') - 1;
	const text = source.replace(/[⟦⟧]/g, '');
	const document = new Document(`file:///n`, languageId, 1, text);
	const shown = (from: number, to: number): string => `${from} ${text.slice(from, to)}`;
	return { found: document.mentions(library).map(({ span }) => shown(span.start, span.end)), wanted: start < 0 ? [] : [shown(start, end)] };
}

suite('a name in every position', () => {
	for (const markup of markupNames)
		test(`of ${markup}`, () => {
			const failures: string[] = [];
			for (const [name, position] of positionsOf(markup))
				for (const promise of promises) {
					if (position.isOneWord && (promise.isBeside || promise.words.includes(' '))) continue;
					const { found, wanted } = namedIn(markup, textOf(markup, position, promise));
					const isException = exceptions.some(
						([markups, positions, words]) => markups.split(' ').includes(markup) && positions.test(name) && words.test(promise.words),
					);
					const expected = position.none === undefined ? wanted : [];
					if ((found.join('|') !== expected.join('|')) !== isException)
						failures.push(`${name} / ${promise.words}: ${found.join(' | ') || '-'}`);
				}
			assert.equal(failures.length, 0, failures.join('\n'));
		});
});
