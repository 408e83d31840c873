import { URI, Utils } from 'vscode-uri';
import type { Document } from './document.js';

/**
 * The URIs of the bibliography files that a document itself names, in order, by paths from its own folder: YAML
 * `bibliography:`, `\addbibresource`, `#bibliography(…)`, `#+bibliography:`, `.. bibliography::`. Whether they exist isn't asked.
 */
export function bibliographiesOf(document: Document): readonly string[] {
	const named = document.markup?.bibliographies(document.text) ?? [];
	if (named.length === 0) return [];
	const folder = Utils.dirname(URI.parse(document.uri));
	return named.map(({ path }) =>
		(path.startsWith('/') ? folder.with({ path }) : Utils.joinPath(folder, path.replace(/\\/g, '/'))).toString(),
	);
}
