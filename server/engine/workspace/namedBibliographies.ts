import { listsOf } from '../documents/bibliographyLists.js';
import { deepFoldersOf } from '../documents/project/latexmk.js';
import { isProjectFile } from '../documents/project/projectFiles.js';
import { formatOf } from '../library/formats/formats.js';
import type { Origin } from '../library/paper.js';
import type { FileReading, ReadingRule } from './fileReading.js';
import { foldersBelow } from './foldersBelow.js';
import { OftenRead } from './oftenRead.js';
import type { OutsideFiles } from './outsideFiles.js';
import type { WorkspaceParts } from './workspaceParts.js';

/** What the reading of named bibliographies needs from the workspace. */
interface NamingHost {
	/** Whether an editor has a file open: then its text counts, not the file's. */
	isOpen(uri: string): boolean;
	/** The text of a file that an editor has open. */
	textOf(uri: string): string | undefined;
	/** URIs of what open documents name and may be read for that. */
	named(): Iterable<string>;
	/** Whether a file or folder may be read because something names it. */
	mayBeRead(uri: string): boolean;
	originOf(uri: string): Origin;
	/** Which files are read that nothing names any longer. */
	rule(): ReadingRule;
	/** Called after something was read or dropped. */
	changed(): void;
}

/** So often files are read again for what others of their lists give them. */
const mostRounds = 8;

/**
 * The bibliographies that open documents name, wherever they are, and what those of one list give each other. One reading begins when the last has
 * ended, so that what was found last counts.
 */
export class NamedBibliographies {
	#reading: Promise<void> = Promise.resolve();
	/** The URIs of those that were named when they were looked for last, or that were read since because they were. */
	#named = new Set<string>();

	constructor(
		private readonly parts: WorkspaceParts,
		private readonly files: FileReading,
		private readonly outside: OutsideFiles,
		private readonly host: NamingHost,
	) {}

	/**
	 * Reads those that are named and not known yet, and drops those that nothing names any longer. `again` looks for those that were not there
	 * before, too. Rejects where that fails.
	 */
	read(again: boolean): Promise<void> {
		return this.#next(async () => {
			await this.#read(again);
			if (await this.#readTogether()) this.host.changed();
		});
	}

	/** Takes note that a file is read because something names it: it may be named no longer before all that are named are looked for. */
	keep(uri: string): void {
		this.#named.add(uri);
	}

	/**
	 * Reads those again that get macros or inherited fields from another one of their lists, which was read after them or has changed. Returns
	 * whether there were any.
	 */
	readTogether(): Promise<boolean> {
		return this.#next(() => this.#readTogether());
	}

	#next<T>(read: () => Promise<T>): Promise<T> {
		const reading = this.#reading.then(read);
		// The caller learns what failed; the next one begins all the same.
		this.#reading = reading.then(
			() => undefined,
			() => undefined,
		);
		return reading;
	}

	async #read(again: boolean): Promise<void> {
		const { store, project, files } = this.parts;
		await this.#lookBelow(again);
		const uris = new Set([...this.host.named()].filter((uri) => formatOf(uri) !== undefined));
		const before = this.#named;
		const noLonger = [...before].filter((uri) => !uris.has(uri));
		if (!again && noLonger.length === 0 && uris.size === before.size) return;
		this.#named = uris;
		const { generation } = store.current;
		const sources = store.current.sources.filter(({ origin }) => origin === 'workspace').map(({ uri }) => uri);
		const read = again ? [...sources, ...[...project.uris].filter(isProjectFile)] : [];
		this.outside.useNamed([...uris]);
		await this.outside.followLinks([...uris, ...read]);
		const isRead = this.host.rule();
		for (const uri of noLonger) if (!(await isRead(uri))) await this.files.refresh(uri, { isRead });
		const often = new OftenRead();
		for (const uri of uris) {
			const isKnown = store.current.hasSource(uri) || project.bibFiles.has(uri);
			if ((await often.skips(uri, files, isKnown)) || isKnown) continue;
			await this.files.refresh(uri);
		}
		if (store.current.generation !== generation) this.host.changed();
	}

	/** Finds the folders below those of BIBINPUTS that mean them, too; `again` also where they were looked for before. */
	async #lookBelow(again: boolean): Promise<void> {
		const { files, project } = this.parts;
		const deep = deepFoldersOf(project).filter((folder) => this.host.mayBeRead(folder));
		const known = project.foldersBelow;
		if (deep.length === known.size && (deep.length === 0 || (!again && deep.every((folder) => known.has(folder))))) return;
		project.useFoldersBelow(new Map(await Promise.all(deep.map(async (folder) => [folder, await foldersBelow(files, folder)] as const))));
	}

	async #readTogether(): Promise<boolean> {
		const { libraryFiles, project } = this.parts;
		// What is inherited passes on from file to file: one is asked for it, then has it, then the others get it.
		for (let round = 0; round < mostRounds; round++) {
			const uris = libraryFiles.readTogether(listsOf(project));
			if (uris.length === 0) return round > 0;
			for (const uri of uris) {
				const text = this.host.isOpen(uri) ? this.host.textOf(uri) : undefined;
				if (text === undefined) await this.files.refresh(uri, { part: 'library' });
				else libraryFiles.readText(uri, this.host.originOf(uri), text);
			}
		}
		return true;
	}
}
