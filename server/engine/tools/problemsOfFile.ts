import { localizable } from '../base/localizableMessage.js';
import type { Document } from '../documents/document.js';
import { ignoresIn } from '../documents/ignores.js';
import { languageOfFile } from '../documents/languages.js';
import { fixedContext } from '../features/context.js';
import { problemsOfDocument, problemsOfSource, unreadProblems, withSeverity } from '../features/diagnostics.js';
import { comparedEntry, missingFieldsOf } from '../features/entryDiagnostics.js';
import { missingBibliographies, namings } from '../features/missingBibliographies.js';
import { scanBibtex } from '../library/formats/bibtex/scan.js';
import type { Problem } from '../library/formats/record.js';
import type { ToolWorkspace } from './toolWorkspace.js';

/** Why a file has no other problems. */
export const unreadable: Problem = {
	code: 'unreadable-file',
	severity: 'error',
	message: localizable('This file cannot be read.'),
	span: { start: 0, end: 0 },
};

/** All that an editor would show to be wrong in a note or library file, in the order of the text, where the settings and the file itself leave it; `online` is what registries say. */
export async function problemsOfFile(
	workspace: Pick<ToolWorkspace, 'context' | 'project' | 'existing'>,
	document: Document,
	online: readonly Problem[] = [],
): Promise<readonly Problem[]> {
	const { uri, text } = document;
	const { project, existing } = workspace;
	const context = fixedContext(workspace.context);
	const named = namings(document, project, context.foundBibliographies);
	const there = await existing(named.flatMap(({ uris }) => uris));
	const problems = [
		...online,
		...problemsOfSource(context, uri),
		...problemsOfDocument(context, document),
		...damageOf(document),
		...missingBibliographies(named, (each) => there.has(each)),
		...(document.markup ? unreadProblems(context, document, (each) => there.has(each)) : []),
		...(uri.toLowerCase().endsWith('.bib') ? problemsOfEntries(context.library, uri, text) : []),
	];
	const own = problems.slice(online.length);
	const isTwice = (problem: Problem): boolean =>
		problem.code === 'preprint-published' &&
		online.includes(problem) &&
		own.some(({ code, span }) => code === problem.code && span.start === problem.span.start);
	const ignores = ignoresIn(text, uri, languageOfFile(uri));
	return problems
		.filter((problem) => !isTwice(problem) && !ignores.has(problem.code, problem.span.start))
		.flatMap((problem) => withSeverity(context.settings, problem) ?? [])
		.sort((a, b) => a.span.start - b.span.start);
}

/** A notebook that is none. */
function damageOf({ markup, text }: Document): readonly Problem[] {
	const damage = markup?.damage?.(text);
	return damage === undefined ? [] : [{ ...unreadable, message: damage }];
}

/** What a bibliography's entries lack and have twice. */
const problemsOfEntries = (library: ToolWorkspace['context']['library'], uri: string, text: string): readonly Problem[] => [
	...scanBibtex(text).entries.flatMap((entry) => missingFieldsOf(entry, 0)),
	...Array.from(library.entriesOf(uri)).flatMap((entry) => comparedEntry(library, entry)),
];
