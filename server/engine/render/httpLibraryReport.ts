import * as l10n from '@vscode/l10n';
import { localize } from '../base/localizableMessage.js';
import { failureMessages } from '../library/http/failures.js';
import type { HttpLibraryState } from '../library/http/httpLibrary.js';

/** The state of a library over HTTP, in words. */
export interface HttpLibraryReport {
	readonly phase: HttpLibraryState['phase'];
	/** One or two sentences: the state, and what to do where something has to be done. */
	readonly summary: string;
	/** Records that were fetched. */
	readonly kept: number;
}

/** The state of a library over HTTP in the user's language; plain text. */
export function httpLibraryReport(state: HttpLibraryState): HttpLibraryReport {
	const { phase, kept } = state;
	return { phase, kept, summary: summaryOf(state) };
}

/** The same for the status page; nothing while it is off. */
export const httpLibrarySentences = ({ phase, summary }: HttpLibraryReport): readonly string[] => (phase === 'off' ? [] : [summary]);

function summaryOf({ phase, name, url, kept, problem, failure, reason = '' }: HttpLibraryState): string {
	if (problem) return localize(problem);
	if (phase === 'failed' && failure) return localize(failureMessages[failure](name, reason));
	return phase === 'off'
		? l10n.t('No library over HTTP is connected.')
		: l10n.t('{0} ({1}) is asked while you cite. Records fetched from it: {2}.', name, url, kept);
}
