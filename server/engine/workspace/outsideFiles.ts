import type { FileSystem } from '../base/files.js';

/** So many files are looked at for links. */
const mostFollowed = 1000;

/**
 * The files outside the folders on which what is known depends: those that documents name, and those that links in the folders lead to. Editors
 * report no change of them, so they are watched here, where the platform can.
 */
export class OutsideFiles {
	/** What stops the watching of each file, by its URI. */
	readonly #watched = new Map<string, () => void>();
	/** The links in the folders to other files, by the URIs of these files. */
	readonly #links = new Map<string, readonly string[]>();
	/** The files outside the folders that open documents name. */
	#named: readonly string[] = [];

	/** `changed` is called with the URI of a watched file that has changed. */
	constructor(
		private readonly files: Pick<FileSystem, 'realFolder' | 'watch'>,
		private readonly isOutside: (uri: string) => boolean,
		private readonly changed: (uri: string) => void,
	) {}

	/** The URIs of the links in the folders that lead to a file. */
	linksTo(uri: string): readonly string[] {
		return this.#links.get(uri) ?? [];
	}

	/** Takes the files that open documents name, in place of those before. They are watched from the next `followLinks` on. */
	useNamed(uris: readonly string[]): void {
		this.#named = uris.filter(this.isOutside);
	}

	/** Finds out which of the files are links, and watches what these lead to outside the folders, and what documents name there. */
	async followLinks(uris: Iterable<string>): Promise<void> {
		for (const [target, links] of await this.#linksAmong(uris)) this.#links.set(target, [...new Set([...this.linksTo(target), ...links])]);
		this.#watchAll();
	}

	/** The files to which those of the files lead that are links, with the links' own URIs. */
	async #linksAmong(uris: Iterable<string>): Promise<ReadonlyMap<string, readonly string[]>> {
		const { files } = this;
		const targets = new Map<string, string[]>();
		if (!files.realFolder || !files.watch) return targets;
		for (const uri of [...new Set(uris)].slice(0, mostFollowed)) {
			if (this.isOutside(uri)) continue;
			const [target, folder] = [await files.realFolder(uri), await files.realFolder(uri.slice(0, uri.lastIndexOf('/')))];
			const name = uri.slice(uri.lastIndexOf('/'));
			if (target !== undefined && folder !== undefined && target !== `${folder}${name}`)
				targets.set(target, [...(targets.get(target) ?? []), uri]);
		}
		return targets;
	}

	/** Watches what is to be watched now, and nothing else any longer. */
	#watchAll(): void {
		const targets = new Set([...this.#named, ...[...this.#links.keys()].filter(this.isOutside)]);
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
	}
}
