import * as l10n from '@vscode/l10n';
import { touches } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { placeOfPublication, publicationOf } from '../library/duplicates.js';
import { piecesAround } from '../library/formats/bibtex/editing.js';
import { publicationChanges } from '../library/formats/bibtex/publicationChanges.js';
import type { Library } from '../library/library.js';
import type { SuggestedChange } from './context.js';

/**
 * Puts the publication's fields in the place of the preprint's at `offset` of a `.bib` file. Key, authors, title, arXiv number and whatever
 * else the publication does not speak of stay as they are. Nothing where no publication is known.
 */
export function updateToPublication(library: Library, document: Document, offset: number): readonly SuggestedChange[] {
	const { text, uri } = document;
	const entry = piecesAround(text, offset).entries.find((each) => each.kind === 'entry' && touches(each, offset));
	if (!entry?.closed) return [];
	const known = [...library.entriesOf(uri, offset)].find(({ record }) => record.key === entry.key);
	const published = known && publicationOf(library, known);
	const edits = published ? publicationChanges(text, entry, published.record) : [];
	if (!published || edits.length === 0) return [];
	const title = l10n.t('Change to the publication: {0}', placeOfPublication(published.record));
	return [{ title, kind: 'quickfix', fixes: 'preprint-published', edits }];
}
