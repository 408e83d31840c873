import {
	type Document,
	inBackground,
	type LibraryStore,
	type Log,
	type NoteIndex,
	type ProjectFiles,
	type WorkspaceFiles,
} from '../engine/index.js';
import type { LibraryChanges } from './libraryChanges.js';
import type { OpenDocuments } from './openDocuments.js';

/** Typing pauses after so many milliseconds without a key. */
const afterTyping = 150;

/** So many of the papers cited last are remembered. */
const mostRemembered = 20;

/** Keeps the index of notes up to what is typed: a note is read once typing pauses, or once something asks for the index. */
export class NoteTracker {
	#recentlyCited: readonly string[] = [];
	/** Open notes that were typed in since they were read last. */
	readonly #typedIn = new Set<string>();
	/** The versions of what other files say, when notes were read last. */
	#versions = '0 0 0 0';
	#waiting: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly open: OpenDocuments,
		private readonly notes: NoteIndex,
		private readonly project: ProjectFiles,
		private readonly store: LibraryStore,
		private readonly changes: LibraryChanges,
		private readonly workspace: Pick<WorkspaceFiles, 'isIndexed' | 'followDocuments' | 'names'>,
		private readonly log: Log,
	) {}

	/** Keys of the papers that were cited last, in whatever note, the last one first. */
	get recentlyCited(): readonly string[] {
		return this.#recentlyCited;
	}

	/** A note was typed in: it is read later, so that a keystroke costs nothing. */
	changed(uri: string): void {
		this.#typedIn.add(uri);
		clearTimeout(this.#waiting);
		this.#waiting = setTimeout(() => inBackground(this.log, 'Reading open notes', async () => this.flush()), afterTyping);
	}

	/** Brings the index of notes up to what was typed last. */
	flush(): void {
		const { notesOnVersion } = this.notes;
		const typedIn = [...this.#typedIn];
		this.#typedIn.clear();
		for (const uri of typedIn) {
			const note = this.open.at(uri)?.document;
			if (!note?.markup) continue;
			this.#rememberCited(note);
			this.project.update(uri, note.text);
			this.notes.update(note, this.store.current, this.open.notebooks.findNotebookDocumentForCell(uri)?.uri);
		}
		// Other files of the document may cite with other commands now, and from other files.
		const versions = `${this.project.latexVersion} ${this.project.typstVersion} ${this.notes.labelsVersion} ${this.notes.includesVersion}`;
		const isNew = this.#versions !== versions;
		this.#versions = versions;
		const isAboutOthers = typedIn.length > 0 && this.workspace.isIndexed && this.workspace.names.weighBundled();
		if ((isNew || isAboutOthers) && this.workspace.isIndexed) this.projectChanged();
		// What a document names is read, wherever it is.
		if (this.workspace.isIndexed) inBackground(this.log, 'Reading what documents name', () => this.workspace.followDocuments(isNew));
		if (this.notes.notesOnVersion !== notesOnVersion) this.changes.tellClient();
	}

	/** Documents are put together from others, other commands cite, or there are other labels than before. */
	projectChanged(): void {
		this.readStale();
		this.changes.report();
	}

	/** Reads the open notes soon for which there are other names than when they were read. */
	readStale(): void {
		for (const { uri } of this.open.texts.all()) if (this.notes.note(uri) && this.notes.isStale(uri, this.store.current)) this.changed(uri);
	}

	/** Keys that were not cited in a note before count as cited just now. */
	#rememberCited({ uri, citations }: Document): void {
		const before = this.notes.note(uri);
		if (!before) return;
		const known = new Set(before.citations.map(({ key }) => key));
		const now = new Set(citations.map(({ key }) => key).filter((key) => !known.has(key) && this.store.current.byKey(key).length > 0));
		if (now.size > 0) this.#recentlyCited = [...now, ...this.#recentlyCited.filter((key) => !now.has(key))].slice(0, mostRemembered);
	}
}
