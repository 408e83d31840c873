import { mkdir, mkdtemp, realpath, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Dice } from './dice.js';
import type { ChaosServer } from './server.js';
import { fileNames, languages, oddFiles, textOf, typedInto } from './texts.js';

/**
 * Takes away a link that leads back to itself: it is there and cannot be read, so that what was read last counts on, which a fresh server never had. Such
 * links are there from the beginning.
 */
async function cutLoop(path: string): Promise<void> {
	const leadsToItself = await stat(path).then(
		() => false,
		(error: NodeJS.ErrnoException) => error.code === 'ELOOP',
	);
	if (!leadsToItself) return;
	await rm(path);
	await symlink('nowhere', path);
}

/** A folder of notes and libraries, and the documents of it that are open in an editor. */
export class Workspace {
	readonly #open = new Map<string, TextDocument>();

	private constructor(readonly folder: string) {}

	static async make(dice: Dice): Promise<Workspace> {
		const workspace = new Workspace(await mkdtemp(join(tmpdir(), 'lectern-chaos-')));
		for (const name of fileNames) if (dice.chance(75)) await workspace.write(name, textOf(name, dice));
		for (const [name, make] of oddFiles) if (dice.chance(25)) await workspace.write(name, make(dice));
		for (const target of ['/dev/zero', '.', 'endless.bib', '/proc/self/mem'])
			if (dice.chance(20)) await symlink(target, join(workspace.folder, 'endless.bib')).catch(() => undefined);
		return workspace;
	}

	uriOf(name: string): string {
		return pathToFileURL(join(this.folder, name)).href;
	}

	get uri(): string {
		return pathToFileURL(this.folder).href;
	}

	get open(): readonly TextDocument[] {
		return [...this.#open.values()];
	}

	async write(name: string, text: string): Promise<void> {
		const path = join(this.folder, name);
		await mkdir(dirname(path), { recursive: true });
		await rm(path, { recursive: true, force: true });
		await writeFile(path, text);
	}

	remove(): Promise<void> {
		return rm(this.folder, { recursive: true, force: true });
	}

	/** Opens a document, or closes one that is open; notebooks are opened as the text of their file. */
	async openOrClose(dice: Dice, server: ChaosServer): Promise<void> {
		const name = dice.of(fileNames);
		const uri = this.uriOf(name);
		if (this.#open.has(uri)) {
			this.#open.delete(uri);
			await server.notify('textDocument/didClose', { textDocument: { uri } });
			return;
		}
		const text = textOf(name, dice);
		this.#open.set(uri, TextDocument.create(uri, languages[name]!, 1, text));
		await server.notify('textDocument/didOpen', { textDocument: { uri, languageId: languages[name], version: 1, text } });
	}

	/** Opens all open documents in a server that has just been started. */
	async openAll(server: ChaosServer): Promise<void> {
		for (const document of this.open) {
			const { uri, languageId, version } = document;
			await server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text: document.getText() } });
		}
	}

	/** Changes an open document as an editor does; answers the number of edits, 0 where none is open. */
	async edit(dice: Dice, server: ChaosServer): Promise<number> {
		if (this.open.length === 0) return 0;
		const document = dice.of(this.open);
		const { uri, version } = document;
		const changes = Array.from({ length: dice.chance(85) ? 1 : 1 + dice.below(4) }, () => {
			if (dice.chance(1)) return { text: textOf(dice.of(fileNames), dice) };
			const length = document.getText().length;
			const start = dice.below(length + 1);
			const end = dice.chance(60) ? start : Math.min(length, start + dice.below(dice.chance(90) ? 8 : 400));
			const range = { start: document.positionAt(start), end: document.positionAt(end) };
			const change = { range, text: dice.chance(80) && length < 6000 ? typedInto(document.languageId, dice) : '' };
			TextDocument.update(document, [change], version + 1);
			return change;
		});
		for (const change of changes) if (!('range' in change)) TextDocument.update(document, [change], version + 1);
		const isWhole = changes.some((change) => !('range' in change));
		// A change of the whole text among others would count from another text than ours.
		const contentChanges = isWhole ? [{ text: document.getText() }] : changes;
		await server.notify('textDocument/didChange', { textDocument: { uri, version: version + 1 }, contentChanges });
		return contentChanges.length;
	}

	/** Changes a file on the disk, mostly as other programs do, and reports it as an editor does: by the name of what was written, never by that of a link to it. */
	async churn(dice: Dice, server: ChaosServer): Promise<void> {
		const [name, text] = dice.chance(80)
			? ((each) => [each, textOf(each, dice)] as const)(dice.of(fileNames))
			: (([each, make]) => [each, make(dice)] as const)(dice.of(oddFiles));
		const path = join(this.folder, name);
		const uri = this.uriOf(name);
		const ending = name.slice(name.lastIndexOf('.'));
		const report = (...changes: readonly (readonly [uri: string, type: 1 | 2 | 3])[]) =>
			server.notify('workspace/didChangeWatchedFiles', { changes: changes.map(([each, type]) => ({ uri: each, type })) });
		const written = async () => {
			const real = await realpath(path).catch(() => path);
			// Editors watch what the server reads: a file without an ending is none of it.
			if (basename(real) !== 'nowhere') await report([pathToFileURL(real).href, 2]);
		};
		switch (dice.below(7)) {
			case 0:
				await rm(path, { recursive: true, force: true });
				return report([uri, 3]);
			case 1: {
				const other = `moved${dice.below(5)}${ending}`;
				await rename(path, join(this.folder, other)).catch(() => undefined);
				await cutLoop(join(this.folder, other));
				return report([uri, 3], [this.uriOf(other), 1]);
			}
			case 2:
				await truncate(path, dice.below(200)).catch(() => undefined);
				return written();
			case 3:
				await rm(path, { recursive: true, force: true });
				await mkdir(dirname(path), { recursive: true });
				await symlink(dice.of(['.', 'more.bib', 'nowhere', 'note.md', `moved${dice.below(5)}${ending}`]), path).catch(() => undefined);
				await cutLoop(path);
				return report([uri, 1]);
			case 4:
				// Through a link, into what it leads to.
				await writeFile(path, text).catch(() => undefined);
				return written();
			default:
				await this.write(name, text);
				return report([uri, dice.of([1, 2] as const)]);
		}
	}
}
