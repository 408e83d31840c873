import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type OthersCompleteWikilinks, othersCompleteWikilinks } from '../../server/protocol/index.js';
import { describeError, type Log } from '../log.js';
import { isSamePlace, type Place, withoutDoubles } from './stepBack.js';

/** Extensions that complete wiki links, each in the workspaces that it is active in. */
const wikilinkExtensions: readonly string[] = [
	'dendron.dendron',
	'foam.foam-vscode',
	'kortina.vscode-markdown-notes',
	'svsool.markdown-memo',
];

/** Extensions that complete citation keys. */
const citationExtensions: readonly string[] = ['james-yu.latex-workshop', 'notzaki.pandocciter'];

const isAnyActive = (ids: readonly string[]): boolean => ids.some((id) => vscode.extensions.getExtension(id)?.isActive);

/** Asks the other extensions what they answer at a place: while it asks, ours answers nothing there. */
class Others {
	readonly #asked = new Set<string>();

	constructor(private readonly log: Log) {}

	/** Whether a question at a place is one of ours to the others. */
	isOurs(what: string, { uri }: vscode.TextDocument, { line, character }: vscode.Position): boolean {
		return this.#asked.has(`${what} ${uri} ${line} ${character}`);
	}

	/** What a command that asks all extensions answers without ours; nothing where one of them fails. */
	async ask<T>(what: string, { uri }: vscode.TextDocument, position: vscode.Position): Promise<T | undefined> {
		const place = `${what} ${uri} ${position.line} ${position.character}`;
		this.#asked.add(place);
		try {
			return await vscode.commands.executeCommand<T>(what, uri, position);
		} catch (error) {
			this.log.debug(`Other extensions did not answer ${what}: ${describeError(error)}`);
			return undefined;
		} finally {
			this.#asked.delete(place);
		}
	}
}

const completions = 'vscode.executeCompletionItemProvider';
const definitions = 'vscode.executeDefinitionProvider';

/**
 * Lets Lectern step back where another extension answers: no second row for a citation key, no second definition of one place, and no papers in
 * wiki links that another completes. VS Code has no event for an extension that becomes active, so this is looked up with each request.
 */
export function stepBackBesideOthers(client: BaseLanguageClient, log: Log): void {
	const others = new Others(log);
	let reported = false;
	client.middleware.provideCompletionItem = async (document, position, context, token, next) => {
		if (others.isOurs(completions, document, position)) return undefined;
		const isSo = isAnyActive(wikilinkExtensions);
		if (isSo !== reported) {
			reported = isSo;
			await client.sendNotification(othersCompleteWikilinks, { isSo } satisfies OthersCompleteWikilinks);
		}
		const own = await next(document, position, context, token);
		if (!own || !isAnyActive(citationExtensions)) return own;
		const { items, isIncomplete = false } = 'items' in own ? own : { items: own };
		if (items.length === 0) return own;
		const theirs = await others.ask<vscode.CompletionList>(completions, document, position);
		return new vscode.CompletionList(withoutDoubles(items, theirs?.items ?? []), isIncomplete);
	};
	client.middleware.provideDefinition = async (document, position, token, next) => {
		if (others.isOurs(definitions, document, position)) return undefined;
		const own = await next(document, position, token);
		const found: readonly Place[] = Array.isArray(own) ? own : own ? [own] : [];
		if (found.length === 0) return own;
		const theirs = (await others.ask<readonly Place[]>(definitions, document, position)) ?? [];
		const left = found.filter((place) => !theirs.some((other) => isSamePlace(place, other)));
		return left.length === found.length ? own : (left as vscode.Location[]);
	};
}
