import assert from 'node:assert/strict';
import { citingCommands } from '../../../../../server/engine/documents/markup/latexCommands.js';
import { type LatexReading, readLatex, readLatexAgain } from '../../../../../server/engine/documents/markup/latexReading.js';
import { withPlainCitations } from './plainCitations.js';

const paragraphs = [
	'As \\citet[see][p.~3]{knuth1997} says, and \\cite{turing1950,shannon1948} too.',
	'\\section{On \\emph{sums}}\nA line % with a comment on \\cite{nobody}\nand another \\parencite{wick2006}.',
	'\\begin{equation}\n  a_{\\cite{x1}} = b\n\\end{equation}\nbehind $x < y$ it \\autocite{star2007}.',
	'\\begin{verbatim}\n\\cite{hidden}\n\\end{verbatim}',
	'\\begin{itemize}\n\\item one \\citep{one2001}\n\n\\item two [0, 1) \\citep[e.g.][]{two2002}\n\\end{itemize}',
	'A note\\footnote{that goes on\n\nover a blank line \\cite{far1999}} ends.',
	'\\input{chapters/one} and \\bibliography{first,second}',
	'\\textcites(see)()[1]{a1}[2]{b2} with \\verb|\\cite{no}| and \\url{https://example.org/%20}.',
	'\\iffalse\n\\cite{never}\n\\fi',
	'Plain words only, of which a thesis has many.\nThey go on for a second line.',
];
const strokes =
	'x| |\n|\n\n|{|}|[|]|%|$|$$|\\|\\cite{|\\cite[see|\\cite{new2020}|\\label{|\\end{verbatim}|\\begin{verbatim}|\\begin{align}|\\end{equation}|\\iffalse|\\fi|\\verb|\\[|\\]|\\\\|,|*|\\begin{document}|\\end{document}|\\footnote{|\\addbibresource{c.bib}|\r\n'.split(
		'|',
	);

/** A generator of whole numbers below a bound, the same in every run. */
function seeded(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1103515245) + 12345) >>> 0;
		return (state >>> 8) % below;
	};
}

suite('reading LaTeX again after an edit', () => {
	const read = (text: string): LatexReading => readLatex(text, citingCommands);
	/** The order in which arguments were asked for does not matter. */
	const sorted = ({ reaching, hasStray: _, ...rest }: LatexReading) => ({
		...rest,
		reaching: new Set(reaching.map(({ start, end }) => `${start} ${end}`)),
	});
	const again = (before: string, after: string) => readLatexAgain({ text: before, reading: read(before) }, after, citingCommands);

	test('finds what reading the whole text finds, whatever is typed, pasted or deleted', () => {
		const next = seeded(7);
		let reused = 0;
		for (let round = 0; round < 200; round++) {
			const preamble = round % 3 === 0 ? '\\documentclass{book}\n\\addbibresource{a.bib}\n\n\\begin{document}\n\n' : '';
			let text = preamble + Array.from({ length: 30 }, () => paragraphs[next(paragraphs.length)]).join('\n\n');
			let reading = read(text);
			for (let edit = 0; edit < 24; edit++) {
				const at = next(text.length + 1);
				const cut = next(3) === 0 ? next(next(4) === 0 ? 200 : 12) : 0;
				const before = text;
				text = text.slice(0, at) + (next(4) === 0 ? '' : strokes[next(strokes.length)]) + text.slice(at + cut);
				const whole = read(text);
				const part = readLatexAgain({ text: before, reading }, text, citingCommands);
				if (part) {
					reused++;
					assert.deepEqual(
						sorted(withPlainCitations(part)),
						sorted(withPlainCitations(whole)),
						`round ${round}, edit ${edit}:\n${before}\n—— becomes ——\n${text}`,
					);
				}
				reading = part ?? whole;
			}
		}
		assert.ok(reused > 1000, `${reused} of 4,800 edits kept what they did not touch`);
	});

	test('keeps the rest of the text while a key is typed into braces that are still open', () => {
		const text = (typed: string) => `${'One line.\n\n'.repeat(20)}As ${typed}\n\n${'Another \\cite{old1999}.\n\n'.repeat(20)}`;
		for (const [before, after] of [
			['\\cite', '\\cite{'],
			['\\cite{', '\\cite{n'],
			['\\cite{n', '\\cite{ne'],
			['\\cite{new}', '\\cite{new} '],
		] as const)
			assert.deepEqual(withPlainCitations(again(text(before), text(after))), withPlainCitations(read(text(after))), after);
	});

	/** The readings of some texts in turn, each from the one before as far as that is possible. */
	const inTurn = (texts: readonly string[]): readonly LatexReading[] => {
		const readings: LatexReading[] = [];
		for (const [index, text] of texts.entries()) {
			const last = readings.at(-1);
			const part = last && readLatexAgain({ text: texts[index - 1]!, reading: last }, text, citingCommands);
			readings.push(part ?? read(text));
		}
		return readings;
	};
	const filler = 'Words.\n\n'.repeat(20);

	test('reads the whole text where an edit opens a brace that a stray one far behind then closes', () => {
		const text = (typed: string) => `One.\n\n${typed}x\n\n${filler}\\cite[p. 1} and 2]{knuth1997}\n\n${filler}`;
		const texts = [text(''), text('{'), text('')];
		assert.deepEqual(
			inTurn(texts).map(({ citations }) => citations.length),
			[1, 0, 1],
		);
		assert.deepEqual(inTurn(texts).map(sorted), texts.map(read).map(sorted));
	});

	test('knows of a stray brace that was typed when another is opened far before it', () => {
		const text = (open: string, close: string) => `One.\n\n${open}x\n\n${filler}\\cite[p. 1${close} and 2]{knuth1997}\n\n${filler}`;
		const texts = [text('', ''), text('', '}'), text('{', '}')];
		assert.deepEqual(
			inTurn(texts).map(({ citations }) => citations.length),
			[1, 1, 0],
		);
		assert.deepEqual(inTurn(texts).map(sorted), texts.map(read).map(sorted));
	});

	test('reads the whole text where an edit closes what was open far before', () => {
		const open = `One.\n\n\\label{open\n\n${'Words.\n\n'.repeat(20)}`;
		assert.equal(again(`${open}x\n\ny`, `${open}x}\n\ny`), undefined);
	});
});
