import type { Document } from '../documents/document.js';
import type { Library } from '../library/library.js';

/** What a feature sees of the world: one library snapshot and the documents' bibliographies. */
export interface Context {
	readonly library: Library;
	/** URIs of the source files that a document cites from; empty where it names none. */
	bibliographiesOf(document: Document): readonly string[];
}
