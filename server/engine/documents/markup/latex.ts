import { withAccents } from './latexAccents.js';
import { classCommands } from './latexClassCommands.js';
import { type CommandShape, citingCommands } from './latexCommands.js';
import { completingInLatex } from './latexCompleting.js';
import { type CitingCommand, type CitingDefinition, citingDefinitions, citingDefinitionsAgain } from './latexDefinitions.js';
import { commandLinesIn, movedCommandLine } from './latexFiles.js';
import { labelsInLatex } from './latexLabels.js';
import { loadedPackages } from './latexPackages.js';
import { type LatexReading, readLatex, readLatexAgain } from './latexReading.js';
import type { Citation, CitationRequest, Markup } from './markup.js';
import { memoizeByLine } from './rereading.js';
import { memoize, memoizeWithEdits } from './scan.js';

/** What is kept of a text: the commands that cite in it, and what was read with them. */
interface Read {
	readonly commands: ReadonlyMap<string, CommandShape>;
	readonly reading: LatexReading;
	readonly citations: readonly Citation[];
}

const labelsOf = memoize(labelsInLatex);
const linesOf = memoizeByLine(commandLinesIn, movedCommandLine);

/** LaTeX, with citing commands from elsewhere: the user's, and those that other files of the document make. Those that a text makes itself cite in it, too. */
export function latexWith(given: readonly CitingCommand[]): Markup {
	const known: ReadonlyMap<string, CommandShape> = new Map([
		...classCommands,
		...citingCommands,
		...given.map(({ name, shape }) => [name, shape] as const),
	]);
	let last: { readonly own: string; readonly commands: ReadonlyMap<string, CommandShape> } = { own: '', commands: known };
	/** The same table as long as the text makes the same commands: what was read with it holds on. */
	const tableFor = (own: readonly CitingDefinition[]): ReadonlyMap<string, CommandShape> => {
		const named = own.map(({ name, shape }) => `${name} ${shape}`).join('\n');
		if (named === last.own) return last.commands;
		last = { own: named, commands: named === '' ? known : new Map([...known, ...own.map(({ name, shape }) => [name, shape] as const)]) };
		return last.commands;
	};
	const readOf = (commands: Read['commands'], reading: LatexReading, own: readonly CitingDefinition[]): Read => {
		// The arguments after a definition's own name are no keys.
		const names = new Set(own.map(({ at }) => at));
		return {
			commands,
			reading,
			citations: names.size === 0 ? reading.citations : reading.citations.filter(({ group }) => !names.has(group.start)),
		};
	};
	const definitions = memoizeWithEdits<readonly CitingDefinition[]>(
		(text) => citingDefinitions(text, known),
		(before, text) => citingDefinitionsAgain(before.text, before.reading, text),
	);
	const read = memoizeWithEdits<Read>(
		(text) => {
			const own = definitions(text);
			const commands = tableFor(own);
			return readOf(commands, readLatex(text, commands), own);
		},
		(before, text) => {
			const own = definitions(text);
			const commands = tableFor(own);
			if (commands !== before.reading.commands) return undefined;
			const reading = readLatexAgain({ text: before.text, reading: before.reading.reading }, text, commands);
			return reading && readOf(commands, reading, own);
		},
	);
	return {
		citations: (text) => read(text).citations,
		prose: (text) => read(text).reading.prose,
		withoutAccentCommands: withAccents,
		completing: (text, offset) => completingInLatex(text, read(text).reading.opaque, offset, read(text).commands),
		write,
		bibliographies: (text) => read(text).reading.bibliographies,
		includes: (text) => read(text).reading.includes,
		labels: labelsOf,
		definitions,
		namingCommands: (text) => read(text).reading.wrappers,
		commandLines: linesOf,
		given: given.map(({ name, shape }) => `${name} ${shape}`).join(', '),
	};
}

/** LaTeX with BibTeX, natbib or biblatex. */
export const latex: Markup = latexWith([]);

/** Writes with the commands of the package that the document uses, so far as it is known; else with `\cite`. */
function write({ keys, style = 'parenthetical', locator, text = '' }: CitationRequest): string {
	const isNarrative = style === 'narrative';
	let command = 'cite';
	const packages = new Set(loadedPackages(text).flatMap(({ names }) => names));
	if (/\\(?:[Tt]ext|[Pp]aren|[Aa]uto)cites?\b/.test(text) || packages.has('biblatex'))
		command = isNarrative ? 'textcite' : /\\autocites?\b/i.test(text) ? 'autocite' : 'parencite';
	else if (/\\[Cc]ite[pt]\b/.test(text) || packages.has('natbib')) command = isNarrative ? 'citet' : 'citep';
	const note = locator ? `[${/[[\]]/.test(locator) ? `{${locator}}` : locator}]` : '';
	return `\\${command}${note}{${keys.join(',')}}`;
}
