import { pairsOf } from './latexArguments.js';
import { citingCommands, mathEnvironments, silentArguments } from './latexCommands.js';
import { maskedLatex, verbatim } from './latexHidden.js';
import { scanLatex } from './latexScan.js';
import type { Findings } from './scan.js';

const unprinted = new RegExp(`^(?:${verbatim}|thebibliography)$`);

/**
 * Marks an environment of LaTeX within another markup, `\\begin{name}` to `\\end{name}`, as opaque, and what it prints as prose: nothing of maths, a drawing
 * or verbatim. Returns its end.
 */
export function markEnvironment(text: string, name: string, start: number, end: number, findings: Findings): number {
	if (!mathEnvironments.has(name) && !unprinted.test(name)) {
		const masked = maskedLatex(text.slice(start, end));
		for (const span of scanLatex(masked, pairsOf(masked.source), citingCommands).prose)
			findings.markShown(start + span.start, start + span.end);
	}
	return findings.markOpaque(start, end);
}

/** How many arguments in braces, from the first, a command prints nothing of; infinity where it prints none. */
export function silentArgumentsOf(name: string): number {
	if (name === 'begin' || name === 'url' || name === 'path' || citingCommands.has(name)) return Number.POSITIVE_INFINITY;
	return name === 'href' ? 1 : (silentArguments.get(name) ?? 0);
}
