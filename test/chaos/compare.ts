import { setTimeout as wait } from 'node:timers/promises';
import { Dice } from './dice.js';
import { ChaosFailure, type ChaosServer } from './server.js';
import { keys } from './texts.js';
import type { Workspace } from './workspace.js';

/** So long, in milliseconds, a server may take to have followed all changes; and so often it is asked: on a busy machine once takes that long. */
const patience = 90_000;
const attempts = 6;

/** So many different answers are shown. */
const mostShown = 5;

/** What a server answers of a workspace: one entry for each question. Nothing in it depends on when it is asked. */
async function answersOf(server: ChaosServer, workspace: Workspace, seed: number): Promise<Map<string, string>> {
	const dice = new Dice(seed);
	const answers = new Map<string, string>();
	/** Rows of a completion, without their order: papers cited lately come first, and a server that was just started knows of none. */
	const unordered = (answer: unknown): unknown => {
		const { items } = (answer ?? {}) as { readonly items?: readonly { readonly data?: { readonly key?: string } }[] };
		if (!items) return answer;
		// Of more rows than a list has, those that are left out depend on their order.
		return items.length >= 50 ? items.length : items.map(({ ...row }) => JSON.stringify({ ...row, sortText: '' })).sort();
	};
	const ask = async (method: string, parameters: unknown, name = ''): Promise<void> => {
		answers.set(`${method} ${name || JSON.stringify(parameters)}`, JSON.stringify(unordered(await server.ask(method, parameters))));
	};
	for (const document of workspace.open) {
		const { uri } = document;
		const textDocument = { uri };
		const length = document.getText().length;
		for (const method of ['textDocument/documentSymbol', 'textDocument/documentLink']) await ask(method, { textDocument });
		for (const method of ['lectern/inDocument', 'lectern/mentions']) await ask(method, { uri });
		for (let count = 0; count < 6; count++) {
			const position = document.positionAt(dice.below(length + 1));
			for (const method of ['hover', 'completion', 'definition', 'references'])
				await ask(`textDocument/${method}`, { textDocument, position, context: { includeDeclaration: true } });
		}
		answers.set(`diagnostics ${uri}`, JSON.stringify(server.diagnostics.get(uri) ?? []));
	}
	for (const query of ['harbour', 'lang 1990', 'kites tides', 'atention']) await ask('lectern/search', { query, limit: 20 });
	for (const by of ['year', 'author', 'source']) await ask('lectern/groups', { by, sort: 'title', filter: '' });
	for (let count = 0; count < 5; count++) {
		const key = keys[dice.below(keys.length)]!;
		await ask('lectern/references', { key });
		await ask('lectern/card', { key });
	}
	return answers;
}

const firstDifference = (some: string, others: string): number => {
	let place = 0;
	while (place < some.length && some[place] === others[place]) place++;
	return place;
};

/** Fails where a server that has followed all changes answers otherwise than one that is started now. Answers how many questions were asked. */
export async function compare(server: ChaosServer, fresh: ChaosServer, workspace: Workspace, seed: number): Promise<number> {
	await workspace.openAll(fresh);
	for (let attempt = 1, end = Date.now() + patience; ; attempt++, await wait(500)) {
		const [old, current] = [await answersOf(server, workspace, seed), await answersOf(fresh, workspace, seed)];
		const different = [...current].filter(([question, answer]) => old.get(question) !== answer);
		if (different.length === 0) return current.size;
		if (Date.now() < end || attempt < attempts) continue;
		const shown = different.slice(0, mostShown).map(([question, answer]) => {
			const before = old.get(question) ?? '';
			const place = firstDifference(before, answer);
			const around = (text: string) => `…${text.slice(Math.max(0, place - 200), place + 500)}…`;
			return `${question}\nafter all changes: ${around(before)}\nfresh: ${around(answer)}`;
		});
		const open = workspace.open.map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1)).join(', ');
		throw new ChaosFailure(
			`${different.length} of ${current.size} answers differ in ${workspace.folder}, where ${open} are open:\n${shown.join('\n')}\nThe log ends:\n${server.said.slice(-1500)}`,
		);
	}
}
