import type { FileSystem } from '../base/files.js';
import { folderOf } from '../documents/project/paths.js';
import { isBelowOrSame, pathBelow } from './walk.js';

/** So many files are looked at for links at once. */
const mostFollowed = 1000;
/** So many linked folders are watched. */
const mostWatched = 1000;

/**
 * The files by other names on which what is known depends: those outside the folders that documents name, and those that links in the folders lead to.
 * Editors report a change by the name of the file that was written, and none outside the folders or of files with another ending than they were asked
 * for: these are watched here, where the platform can, and so are linked folders outside, in which there may be new files.
 */
export class OutsideFiles {
	/** What stops the watching of each file, by its URI. */
	readonly #watched = new Map<string, () => void>();
	/** The files by whose names each link is read, by its URI. */
	readonly #ways = new Map<string, readonly string[]>();
	/** The links that are read by the name of a file, by its URI. */
	readonly #links = new Map<string, Set<string>>();
	/** The linked folders from which files were read, by the URI of the folder outside that they are; and what stops the watching of each such. */
	readonly #linkedFolders = new Map<string, Set<string>>();
	readonly #watchedFolders = new Map<string, () => void>();
	/** The files outside the folders that open documents name. */
	#named: readonly string[] = [];
	/** One following after the other, so that what was found last counts. */
	#following: Promise<void> = Promise.resolve();

	/**
	 * `changed` is called with the URI of a watched file that has changed, `appeared` with that of what else has changed in a watched folder, by the name of
	 * a link: it may be a new folder.
	 */
	constructor(
		private readonly files: Pick<FileSystem, 'linkedNames' | 'realFolder' | 'watch' | 'watchFolder'>,
		private readonly folders: () => readonly string[],
		private readonly isUnreported: (uri: string) => boolean,
		private readonly changed: (uri: string) => void,
		private readonly appeared: (uri: string) => void = () => undefined,
	) {}

	/** The URIs of the links in the folders that lead to a file, be it by other links, or would if there were one. */
	linksTo(uri: string): readonly string[] {
		return [...(this.#links.get(uri) ?? [])];
	}

	/** The URIs of the files that a link leads to, by whose names its text may be read as well; empty for what is none. */
	namesOf(uri: string): readonly string[] {
		return this.#ways.get(uri) ?? [];
	}

	/** Takes the files that open documents name, in place of those before. They are watched from the next `followLinks` on. */
	useNamed(uris: readonly string[]): void {
		this.#named = uris.filter(this.isUnreported);
	}

	/**
	 * Finds out where those of the files lead that are links, or lie in a linked folder, and watches those of that, and of what documents name, of
	 * which editors report nothing. A link that leads nowhere is followed to where a file would be. `folders` are linked ones, each with its real URI,
	 * which are watched even where they hold no file.
	 */
	followLinks(uris: Iterable<string>, folders: ReadonlyMap<string, string> = new Map()): Promise<void> {
		const following = this.#following.then(() => this.#follow([...new Set(uris)].slice(0, mostFollowed), folders));
		// The caller learns what failed; the next one begins all the same.
		this.#following = following.catch(() => undefined);
		return following;
	}

	async #follow(uris: readonly string[], linked: ReadonlyMap<string, string>): Promise<void> {
		const { files } = this;
		if (!files.linkedNames || !files.realFolder || !files.watch) return;
		const roots: (readonly [real: string, folder: string])[] = [];
		for (const folder of this.folders()) {
			const real = await files.realFolder(folder);
			if (real !== undefined && real !== folder) roots.push([real, folder]);
		}
		/** The name by which editors know a file: a folder may have been opened by a link. */
		const nameOf = (real: string): string => {
			for (const [above, folder] of roots) if (pathBelow(above, real) !== undefined) return `${folder}${real.slice(above.length)}`;
			return real;
		};
		for (const uri of uris) {
			if (this.isUnreported(uri)) continue;
			const places = (await files.linkedNames(uri)).map(nameOf);
			const names = places.filter((name) => name !== uri);
			if (places[0] !== undefined && this.isUnreported(places[0])) this.#linkFolder(folderOf(uri), folderOf(places[0]));
			for (const name of this.#ways.get(uri) ?? []) this.#links.get(name)?.delete(uri);
			if (names.length === 0) this.#ways.delete(uri);
			else this.#ways.set(uri, names);
			for (const name of names) this.#links.set(name, (this.#links.get(name) ?? new Set()).add(uri));
		}
		for (const [link, real] of linked) if (this.isUnreported(`${nameOf(real)}/x.bib`)) this.#linkFolder(link, nameOf(real));
		this.#watchAll();
	}

	/** Takes note that the folder `link` is the folder `real` outside, where it is another one. */
	#linkFolder(link: string, real: string): void {
		if (link !== real) this.#linkedFolders.set(real, (this.#linkedFolders.get(real) ?? new Set()).add(link));
	}

	/** Watches what is to be watched now, and nothing else any longer. */
	#watchAll(): void {
		const linked = [...this.#links].filter(([target, links]) => links.size > 0 && this.isUnreported(target)).map(([target]) => target);
		const targets = new Set([...this.#named, ...linked]);
		for (const [target, stop] of this.#watched)
			if (!targets.has(target)) {
				stop();
				this.#watched.delete(target);
			}
		for (const target of targets) {
			if (this.#watched.has(target)) continue;
			const stop = this.files.watch?.(target, () => this.changed(target));
			if (stop) this.#watched.set(target, stop);
		}
		for (const [real, links] of this.#linkedFolders) {
			if (this.#watchedFolders.has(real) || this.#watchedFolders.size >= mostWatched) continue;
			const stop = this.files.watchFolder?.(real, (uri) => {
				for (const link of links) {
					const name = `${link}${uri.slice(real.length)}`;
					if (!this.isUnreported(name)) this.changed(name);
					else this.#mayHaveAppeared(uri, name);
				}
			});
			if (stop) this.#watchedFolders.set(real, stop);
		}
	}

	/** Something that is no file to be read was made in a watched folder, or is gone. A folder that was made again is watched again. */
	#mayHaveAppeared(real: string, link: string): void {
		for (const [folder, stop] of this.#watchedFolders)
			if (isBelowOrSame(real, folder)) {
				stop();
				this.#watchedFolders.delete(folder);
				this.#linkedFolders.delete(folder);
			}
		this.appeared(link);
	}
}
