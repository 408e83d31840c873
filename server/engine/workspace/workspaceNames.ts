import type { CancellationToken } from '../base/cancellation.js';
import { inSlices, resultInSlices } from '../base/inSlices.js';
import type { Pause } from '../base/yieldToEventLoop.js';
import { namesCalled, topicsOfNotes } from '../documents/calledNames.js';
import { isBundledRelevant } from '../documents/mentions/bundled.js';
import { enterNames } from '../documents/mentions/mentions.js';
import type { Note } from '../documents/noteIndex.js';
import type { FileReading } from './fileReading.js';
import type { WorkspaceParts } from './workspaceParts.js';

/** So many records' names are entered in one go: less than a millisecond, and several times that where the code has not run before. */
const firstNamesAtOnce = 2;
const namesAtOnce = 50;

/** By which names the papers of a workspace go: what its notes call them, and whether they may be those that are bundled. */
export class WorkspaceNames {
	constructor(
		private readonly parts: WorkspaceParts,
		private readonly reading: FileReading,
		private readonly host: { isOpen(uri: string): boolean; changed(): void },
	) {}

	/** Takes what is said about names now into the library; `notes` are all notes, where what they say of papers may be something else than before. */
	use(notes?: readonly Note[]): void {
		const { store, names } = this.parts;
		if (!names) return;
		if (notes) names.useNotes(namesCalled(notes, store.current), topicsOfNotes(notes));
		store.useChoices(names.all);
	}

	/**
	 * Finds out by the library and the notes whether the workspace is about what the bundled papers are about. Returns whether that is new: then
	 * the notes name other papers.
	 */
	weighBundled(): boolean {
		const { store, notes } = this.parts;
		return store.setBundledRelevance(isBundledRelevant(store.current, notes.bundledKeys));
	}

	/** Looks for names that are new to the library in notes that are not open. Stops when cancelled. */
	async refreshNotes(token: CancellationToken, pause?: Pause): Promise<void> {
		const { notes, store } = this.parts;
		const { generation } = store.current;
		this.use([...notes.all]);
		if (store.current.generation !== generation) this.host.changed();
		await this.enterAll(token, pause);
		for await (const uri of inSlices([...notes.uris], token, pause))
			if (!this.host.isOpen(uri) && notes.isStale(uri, store.current))
				await this.reading.refresh(uri, { isListed: true, part: 'note', token });
	}

	/** Enters the names of all papers, in slices. Stops when cancelled. */
	async enterAll(token: CancellationToken, pause?: Pause): Promise<void> {
		const { store } = this.parts;
		const entering = function* (): Generator<undefined, void> {
			for (let count = firstNamesAtOnce; !token.isCancellationRequested; count = Math.min(namesAtOnce, 2 * count)) {
				if (enterNames(store.current, count)) return;
				yield;
			}
		};
		await resultInSlices(entering(), pause);
	}
}
