import { baseOf, bibliographyFor, type HostName, hosts, l10n, paperOfWork, shortAuthors, styleOf, writeEntry } from '../engine/index.js';
import type { LiteratureServiceState, WorkEntry } from '../protocol/index.js';
import { bibliographiesFor } from './addPaper.js';
import { answer, type Feature } from './feature.js';
import type { Request } from './request.js';
import type { Services } from './services.js';

/** The services that the user can turn on, in the order in which they are shown. */
const offered: readonly HostName[] = ['openalex', 'crossref', 'datacite', 'semanticscholar'];

/** Works that the library lacks: searching, citing and following them, where the user has turned services on. */
export const literatureFeature: Feature = {
	register(services) {
		const { literature, works } = services;
		answer(services, 'lectern/literature/services', (_, { settings }): readonly LiteratureServiceState[] =>
			offered.map((name) => {
				const { title, key } = hosts[name];
				const allowance = literature.allowanceOf(name);
				const base = baseOf(name, settings['addPaper.services'] as Parameters<typeof baseOf>[1]);
				const host = /^https?:\/\/([^/?#]+)/.exec(base)?.[1] ?? base;
				return { name, title, host, isOn: literature.isOn(name), takesKey: key !== undefined, ...(allowance && { allowance }) };
			}),
		);
		answer(services, 'lectern/literature/complete', ({ query }, { context, token }) => works.complete(context.library, query, token));
		answer(services, 'lectern/literature/search', ({ query, waits }, { context, token }) =>
			works.search(context.library, query, token, waits),
		);
		answer(services, 'lectern/literature/entry', ({ work, bibliography }, request) => entryOf(services, request, work, bibliography));
		answer(services, 'lectern/literature/open', ({ work }, { token }) => works.open(work, token));
		answer(services, 'lectern/literature/follow', async ({ key }, { context, token }) => {
			const [paper] = context.library.byKey(key);
			const failure = await works.follow(key, paper, token);
			// The map grows by what was found.
			if (failure === undefined) services.changes.tellClient();
			return failure ?? null;
		});
	},
};

/** The entry of a work in the style of the bibliography that it is to go into. */
async function entryOf({ works }: Services, request: Request, work: string, wanted: string | undefined): Promise<WorkEntry> {
	const { context, texts, opened, token } = request;
	const found = await works.recordOf(work, token);
	if ('failure' in found) return found;
	const { record, source, isRegistered } = found;
	const known = paperOfWork(context.library, record);
	if (known) return { known: known.key };
	const bibliographies = bibliographiesFor(request);
	const newBibliography = opened?.document.markup ? bibliographyFor(context, opened.document).newBibliography : undefined;
	const bibliography = wanted ?? bibliographies[0];
	const written = bibliography === undefined ? undefined : await texts.read(bibliography);
	return {
		row: { key: record.key, title: record.title, authors: shortAuthors(record), year: record.year },
		entry: writeEntry(record, styleOf(written?.text.getText() ?? '')),
		source: hosts[source]?.title ?? l10n.t('the service'),
		isRegistered,
		bibliographies,
		...(newBibliography !== undefined && { newBibliography }),
	};
}
