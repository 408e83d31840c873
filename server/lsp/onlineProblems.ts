import { type Context, checkedEntries, citedOnlineProblems, type Document, entryProblems, type Problem } from '../engine/index.js';
import type { Services } from './services.js';

/** What the checks that the user asked for have found about a file: at the citations of an open document, and at the entries of a library file. */
export async function onlineProblemsOf(
	{ registries, readText, log }: Pick<Services, 'registries' | 'readText' | 'log'>,
	context: Context,
	uri: string,
	opened: Document | undefined,
): Promise<readonly Problem[]> {
	if (registries.isEmpty) return [];
	const { checked } = registries;
	const cited = opened ? citedOnlineProblems(context, opened, checked) : [];
	if (checkedEntries(context.library, uri, registries.checked).length === 0) return cited;
	try {
		const text = opened?.text ?? (await readText(uri));
		const problems = entryProblems(context.library, { uri, text }, registries.checked);
		return [...cited, ...problems.map(({ code, severity, span, message }) => ({ code, severity, span, message }))];
	} catch (error) {
		log.debug(`${uri} cannot be read to show what registries say: ${String(error)}`);
		return cited;
	}
}
