import { withAccents } from './latexAccents.js';
import { type CommandShape, citingCommands } from './latexCommands.js';
import { completingInLatex } from './latexCompleting.js';
import { readLatex, readLatexAgain } from './latexReading.js';
import type { CitationRequest, Markup } from './markup.js';
import { rememberingEdits } from './scan.js';

/**
 * LaTeX, with further citing commands (without backslash) that take their keys as `\cite` does. A command made with
 * `\newcommand` is known by such a name only.
 */
export function latexWith(commands: readonly string[]): Markup {
	const known: ReadonlyMap<string, CommandShape> =
		commands.length === 0 ? citingCommands : new Map([...citingCommands, ...commands.map((name) => [name, 'keys'] as const)]);
	const read = rememberingEdits(
		(text) => readLatex(text, known),
		(before, text) => readLatexAgain(before, text, known),
	);
	return {
		citations: (text) => read(text).citations,
		prose: (text) => read(text).prose,
		spelled: withAccents,
		completing: (text, offset) => completingInLatex(text, read(text).opaque, offset, known),
		write,
		bibliographies: (text) => read(text).bibliographies,
		includes: (text) => read(text).includes,
	};
}

/** LaTeX with BibTeX, natbib or biblatex. */
export const latex: Markup = latexWith([]);

/** Writes with the commands of the package that the document uses, so far as it is known; else with `\cite`. */
function write({ keys, style = 'parenthetical', locator, text = '' }: CitationRequest): string {
	const isNarrative = style === 'narrative';
	let command = 'cite';
	if (/\\(?:[Tt]ext|[Pp]aren|[Aa]uto)cites?\b|\\usepackage(?:\[[^\]]*\])?\{biblatex\}/.test(text))
		command = isNarrative ? 'textcite' : /\\autocites?\b/i.test(text) ? 'autocite' : 'parencite';
	else if (/\\[Cc]ite[pt]\b|\\usepackage(?:\[[^\]]*\])?\{[^{}]*\bnatbib\b[^{}]*\}/.test(text)) command = isNarrative ? 'citet' : 'citep';
	const note = locator ? `[${/[[\]]/.test(locator) ? `{${locator}}` : locator}]` : '';
	return `\\${command}${note}{${keys.join(',')}}`;
}
