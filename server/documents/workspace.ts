import type { Span } from '../base/span.js';
import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { Document } from './document.js';
import { recogniserOf } from './names.js';

/** A place in a note where a paper is cited or named. */
export interface Reference {
	readonly uri: string;
	readonly span: Span;
	readonly kind: 'citation' | 'mention';
}

/** What is kept of a note: its citations, and who is named in it. */
export interface Note {
	readonly languageId: string;
	readonly citations: readonly { readonly key: string; readonly span: Span }[];
	/** Named papers by all their keys. */
	readonly mentions: readonly { readonly keys: readonly string[]; readonly span: Span }[];
	/** The names that were looked for: `Recogniser.version`. */
	readonly version: string;
}

/** What all notes of the workspace cite and name. Kept current by whoever sees files and documents change. */
export class NoteIndex {
	readonly #notes = new Map<string, Note>();
	/** URIs of notes by the keys they cite and the papers they name. */
	readonly #byKey = new Map<string, Set<string>>();

	get size(): number {
		return this.#notes.size;
	}

	/** The notes' URIs. */
	get uris(): Iterable<string> {
		return this.#notes.keys();
	}

	note(uri: string): Note | undefined {
		return this.#notes.get(uri);
	}

	/** Takes in a note's text, replacing what was known of it. */
	update(document: Document, library: Library): void {
		this.put(document.uri, {
			languageId: document.languageId,
			citations: document.citations.map(({ key, span }) => ({ key, span })),
			mentions: document.mentions(library).map(({ papers, span }) => ({ keys: papers.flatMap(({ keys }) => keys), span })),
			version: recogniserOf(library).version,
		});
	}

	/** Takes in what was found in a note before. */
	put(uri: string, note: Note): void {
		this.remove(uri);
		this.#notes.set(uri, note);
		for (const key of keysOf(note)) {
			const uris = this.#byKey.get(key);
			if (uris) uris.add(uri);
			else this.#byKey.set(key, new Set([uri]));
		}
	}

	remove(uri: string): void {
		const note = this.#notes.get(uri);
		if (!note) return;
		this.#notes.delete(uri);
		for (const key of keysOf(note)) {
			const uris = this.#byKey.get(key);
			uris?.delete(uri);
			if (uris?.size === 0) this.#byKey.delete(key);
		}
	}

	/** Whether other names were looked for in a note than the library has now. */
	isStale(uri: string, library: Library): boolean {
		return this.#notes.get(uri)?.version !== recogniserOf(library).version;
	}

	/** Where a paper is cited by any of its keys or named, note by note, in the order of the text. */
	references(paper: Paper): Reference[] {
		const keys = new Set(paper.keys);
		const uris = new Set(paper.keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]));
		return [...uris].sort().flatMap((uri) => {
			const note = this.#notes.get(uri);
			if (!note) return [];
			const cited = note.citations.filter(({ key }) => keys.has(key)).map(({ span }): Reference => ({ uri, span, kind: 'citation' }));
			const named = note.mentions
				.filter((mention) => mention.keys.some((key) => keys.has(key)))
				.map(({ span }): Reference => ({ uri, span, kind: 'mention' }));
			return [...cited, ...named].sort((a, b) => a.span.start - b.span.start);
		});
	}

	/** The notes that cite `key` itself, sorted. */
	citing(key: string): readonly string[] {
		const uris = [...(this.#byKey.get(key) ?? [])].sort();
		return uris.filter((uri) => this.#notes.get(uri)?.citations.some((citation) => citation.key === key));
	}

	/** How many notes cite or name a paper. */
	countOf(paper: Paper): number {
		return new Set(paper.keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])])).size;
	}
}

function keysOf({ citations, mentions }: Pick<Note, 'citations' | 'mentions'>): Set<string> {
	return new Set([...citations.map(({ key }) => key), ...mentions.flatMap(({ keys }) => keys)]);
}

/** A note that no editor has open. */
export const closedNote = (uri: string, languageId: string, text: string): Document => new Document(uri, languageId, 0, text);
