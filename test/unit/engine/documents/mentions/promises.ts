import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { marked } from '../../../marked.js';
import type { MarkupName } from './positions.js';

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
export interface Promised {
	readonly words: string;
	readonly key: string;
	/** Whether the text cites the paper somewhere. */
	readonly isCited?: true;
	/** Whether its citation is right behind it. */
	readonly isBeside?: true;
}

export const promises: readonly Promised[] = [
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

/** What a text in which `⟦…⟧` marks mentions names, and what it should. */
export function namedIn(languageId: string, source: string): { readonly found: string; readonly wanted: string } {
	const { text, mentions } = marked(source.replaceAll('⟧', '⟧{x}'));
	const document = new Document('file:///n', languageId, 1, text);
	const shown = (spans: readonly { readonly start: number; readonly end: number }[]): string =>
		spans.map(({ start, end }) => `${start} ${text.slice(start, end)}`).join(' | ');
	return { found: shown(document.mentions(library).map(({ span }) => span)), wanted: shown(mentions) };
}

export const citations: Readonly<Record<MarkupName, (key: string) => string>> = {
	markdown: (key) => `[@${key}]`,
	latex: (key) => `\\cite{${key}}`,
	typst: (key) => `@${key}`,
	org: (key) => `[cite:@${key}]`,
	restructuredtext: (key) => `:cite:p:\`${key}\``,
};

/** Words as a markup writes them. */
export const written = (markup: MarkupName, words: string): string =>
	markup === 'latex' ? words.replace(/(?<!\\)&(?!\w+;)/g, '\\&') : words;

/** A text with words at the place of `◊`, and with the citations that they need. */
export function textWith(markup: MarkupName, source: string, words: string, { key, isCited, isBeside }: Promised): string {
	const cite = citations[markup];
	const text = source.replace('◊', () => (isBeside ? `${words} ${cite(key)}` : words));
	return isCited ? `${text}\n\nAs said before ${cite(key)}.\n` : text;
}
