import type { CancellationToken } from '../base/cancellation.js';
import { contentOf, type FileContent, whyNotRead } from '../base/files.js';
import { isLatexSource, languageOfFile } from '../documents/languages.js';
import { mayHoldMetadata } from '../documents/project/metadataFiles.js';
import { isProjectFile } from '../documents/project/projectFiles.js';
import { textOfBytes } from '../library/bibtexFile.js';
import type { Origin } from '../library/paper.js';
import { FileQueue } from './fileQueue.js';
import { KeptContents } from './keptContents.js';
import type { WorkspaceParts } from './workspaceParts.js';

/** Whether a file is to be read. */
export type ReadingRule = (uri: string) => boolean | Promise<boolean>;

/** What is read of a file: all of it; or, while folders are read, first what goes into the library and says something of its project, then the note. */
type Part = 'all' | 'library' | 'project' | 'note';

/** How a file is looked at. */
export interface Look {
	/** Where it is left out, the file is read. */
	readonly isRead?: ReadingRule;
	readonly part?: Part;
	/** Whether the file was just found in its folder. */
	readonly isListed?: boolean;
	/** Whether the file is as it was when it was last found to be a note and nothing else. */
	readonly isUnchanged?: boolean;
	readonly token?: CancellationToken;
}

/** What reading needs to know of a file. */
interface FileFacts {
	/** Whether an editor has it open: then its text counts, not the file's. */
	isOpen(uri: string): boolean;
	originOf(uri: string): Origin;
	/** Called when what the user says about names has been read. */
	namesRead(): void;
}

/**
 * Reads files, one by one, into all that the workspace knows: the library, its project files, notes, reading states and names. Whatever happens to
 * a file ends in `#refresh`, which asks what should be known about it now.
 */
export class FileReading {
	readonly #queue = new FileQueue();
	/** What was read of files for the library and the project while folders are read, and is still to be read as notes. */
	readonly #kept = new KeptContents();

	constructor(
		private readonly parts: WorkspaceParts,
		private readonly facts: FileFacts,
	) {}

	/** Brings what is known about a file up to what it is, after all that was asked for it before. */
	refresh(uri: string, look: Look = {}): Promise<void> {
		return this.#queue.run(uri, () => this.#refresh(uri, look));
	}

	/** Does the same for a file that has changed. Once is enough for several changes that are still waiting. */
	refreshOnce(uri: string, look: Look): Promise<void> {
		return this.#queue.runOnce(uri, () => this.#refresh(uri, look));
	}

	/** Whether there is a file; one that cannot be asked about counts as one. */
	async exists(uri: string): Promise<boolean> {
		return this.parts.files.stat(uri).then(
			(found) => found !== undefined,
			(error: unknown) => {
				this.parts.log.debug(`${uri} cannot be asked about: ${error instanceof Error ? error.message : String(error)}`);
				return true;
			},
		);
	}

	/** Keeps nothing any longer of files that were read in part. */
	forgetKept(): void {
		this.#kept.clear();
	}

	/** What should be known about a file now? Nothing of one that is gone, or that nobody reads; of any other what it holds, unless it is open. */
	async #refresh(uri: string, { isRead, part = 'all', isListed = false, isUnchanged = false, token }: Look): Promise<void> {
		const { files, readings, names } = this.parts;
		if (readings?.has(uri)) return readings.read(uri, files);
		if (names?.has(uri)) {
			await names.read(uri, files);
			this.facts.namesRead();
			return;
		}
		const kept = this.#kept.take(uri);
		if (this.facts.isOpen(uri)) return;
		try {
			const isToRead = (!isRead || (await isRead(uri))) && (isListed || (await this.exists(uri)));
			// An editor may have opened it meanwhile.
			if (this.facts.isOpen(uri)) return;
			if (isToRead) await this.#read(uri, part, isUnchanged, token, part === 'note' ? kept : undefined);
			else this.#forget(uri);
		} catch (error) {
			// The others are read nevertheless, and what was known of this one stays.
			files.skipped?.add(uri, whyNotRead(error));
		}
	}

	/** Reads a file as a library file, as one of a project and as a note, whichever it is. */
	async #read(
		uri: string,
		part: Part,
		isUnchanged: boolean,
		token: CancellationToken | undefined,
		kept: FileContent | undefined,
	): Promise<void> {
		const { libraryFiles, noteFiles, store } = this.parts;
		let content = kept;
		if ((part === 'all' || part === 'library') && !isProjectFile(uri))
			content = await libraryFiles.read(uri, this.facts.originOf(uri), token);
		if (part !== 'note') content = await this.#readProjectFile(uri, content);
		if (!isNote(uri) || this.facts.isOpen(uri)) return;
		if (part !== 'all' && part !== 'note') {
			this.#kept.put(uri, content);
			return;
		}
		if (isUnchanged && noteFiles.restore(uri, store.current)) return;
		await noteFiles.read(uri, store.current, store.current.hasSource(uri), () => !this.facts.isOpen(uri), content);
	}

	/**
	 * Takes in what a file says about its project: its settings, or the files that LaTeX or Typst puts a document together from. Returns the file's
	 * content where it was read, here or before.
	 */
	async #readProjectFile(uri: string, known: FileContent | undefined): Promise<FileContent | undefined> {
		const { project, files } = this.parts;
		project.add(uri);
		if (!isProjectFile(uri) && !mayHoldMetadata(uri) && !isLatexSource(uri) && !/^(?:typst|org)$/.test(languageOfFile(uri) ?? ''))
			return known;
		const content = known ?? (await contentOf(uri, files));
		if (content && !this.facts.isOpen(uri)) project.update(uri, textOfBytes(content.bytes), true);
		return content;
	}

	/** Drops all that is known about a file that no editor has open. */
	#forget(uri: string): void {
		const { libraryFiles, noteFiles, project, files } = this.parts;
		files.skipped?.delete(uri);
		libraryFiles.forget(uri);
		noteFiles.forget(uri);
		project.remove(uri);
	}
}

/** Whether a file is written in a language in which papers are cited. */
export const isNote = (uri: string): boolean => languageOfFile(uri) !== undefined;
