import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	type ClientCapabilities,
	type CodeAction,
	Command,
	type CompletionItem,
	type CompletionList,
	type Definition,
	type DocumentSymbol,
	type FullDocumentDiagnosticReport,
	type Hover,
	type InitializeResult,
	type LocationLink,
	type Position,
	type SymbolInformation,
	type TextDocumentEdit,
	type TextEdit,
	type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { eventually, keyOf, LspClient } from './lspClient.js';

interface Profile {
	readonly name?: string;
	readonly capabilities: ClientCapabilities;
}

const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor'] } } };
const markdown: ('markdown' | 'plaintext')[] = ['markdown', 'plaintext'];

/** What editors announce, as far as it changes what they may be sent; in the spirit of their own announcements, not copies of them. */
const profiles: Readonly<Record<string, Profile>> = {
	'nothing at all': { capabilities: {} },
	'edits from the server, and nothing else': { capabilities: { workspace: { applyEdit: true } } },
	'plain text': {
		name: 'ed-lsp',
		capabilities: {
			textDocument: {
				hover: { contentFormat: ['plaintext'] },
				completion: { completionItem: { documentationFormat: ['plaintext'] } },
				codeAction: literals,
			},
		},
	},
	'Neovim 0.7': {
		name: 'Neovim',
		capabilities: {
			textDocument: {
				codeAction: { ...literals, dataSupport: true, resolveSupport: { properties: ['edit'] } },
				completion: { completionItem: { snippetSupport: false, documentationFormat: markdown } },
				definition: { linkSupport: true },
				documentSymbol: { hierarchicalDocumentSymbolSupport: true },
				hover: { contentFormat: markdown },
				rename: { prepareSupport: true },
			},
			workspace: { applyEdit: true, configuration: true, workspaceEdit: { resourceOperations: ['rename', 'create', 'delete'] } },
			window: { workDoneProgress: true },
		},
	},
	'Neovim 0.11': {
		name: 'Neovim',
		capabilities: {
			general: { positionEncodings: ['utf-8', 'utf-16', 'utf-32'] },
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
				completion: { completionItem: { snippetSupport: true, insertReplaceSupport: false, documentationFormat: markdown } },
				definition: { linkSupport: true },
				diagnostic: {},
				documentSymbol: { hierarchicalDocumentSymbolSupport: true },
				hover: { contentFormat: markdown },
				inlayHint: {},
				publishDiagnostics: {},
				rename: { prepareSupport: true },
			},
			workspace: {
				applyEdit: true,
				configuration: true,
				didChangeWatchedFiles: { dynamicRegistration: true },
				workspaceEdit: { documentChanges: true, resourceOperations: ['rename', 'create', 'delete'] },
			},
			window: { workDoneProgress: true },
		},
	},
	'eglot 1.9': {
		capabilities: {
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true },
				completion: { completionItem: { snippetSupport: false }, contextSupport: true },
				documentSymbol: { hierarchicalDocumentSymbolSupport: true },
				hover: { contentFormat: markdown },
			},
			workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true } },
		},
	},
	'eglot 1.17': {
		name: 'Eglot',
		capabilities: {
			general: { positionEncodings: ['utf-32', 'utf-8', 'utf-16'] },
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
				completion: { completionItem: { snippetSupport: true, documentationFormat: ['plaintext'] } },
				hover: { contentFormat: markdown },
				inlayHint: {},
			},
			workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true } },
			window: { workDoneProgress: true },
		},
	},
	'lsp-mode': {
		name: 'emacs',
		capabilities: {
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
				completion: { completionItem: { snippetSupport: false, insertReplaceSupport: true, documentationFormat: markdown } },
				definition: { linkSupport: true },
				documentSymbol: { hierarchicalDocumentSymbolSupport: true },
				hover: { contentFormat: markdown },
				publishDiagnostics: { versionSupport: true },
				rename: { prepareSupport: true },
			},
			workspace: {
				applyEdit: true,
				configuration: true,
				workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
			},
		},
	},
	Helix: {
		name: 'helix',
		capabilities: {
			general: { positionEncodings: ['utf-8', 'utf-32', 'utf-16'] },
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
				completion: {
					completionItem: {
						snippetSupport: true,
						insertReplaceSupport: true,
						labelDetailsSupport: true,
						insertTextModeSupport: { valueSet: [1, 2] },
					},
				},
				diagnostic: {},
				hover: { contentFormat: ['markdown'] },
				inlayHint: {},
				publishDiagnostics: { versionSupport: true },
				rename: { prepareSupport: true },
			},
			workspace: {
				applyEdit: true,
				configuration: true,
				diagnostics: { refreshSupport: true },
				workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
			},
			window: { workDoneProgress: true },
		},
	},
	Kakoune: {
		name: 'kak-lsp',
		capabilities: {
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true },
				completion: { completionItem: { snippetSupport: true, documentationFormat: markdown } },
				hover: { contentFormat: markdown },
				documentSymbol: { hierarchicalDocumentSymbolSupport: true },
			},
			workspace: {
				applyEdit: true,
				configuration: true,
				workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'delete', 'rename'] },
			},
		},
	},
	'Sublime Text': {
		name: 'Sublime Text LSP',
		capabilities: {
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] } },
				completion: {
					completionItem: { snippetSupport: true, insertReplaceSupport: true, labelDetailsSupport: true, documentationFormat: markdown },
				},
				definition: { linkSupport: true },
				documentLink: { tooltipSupport: true },
				documentSymbol: { hierarchicalDocumentSymbolSupport: true },
				hover: { contentFormat: markdown },
				inlayHint: {},
				publishDiagnostics: { versionSupport: true },
				rename: { prepareSupport: true },
			},
			workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true } },
			window: { workDoneProgress: true },
		},
	},
	Zed: {
		name: 'Zed',
		capabilities: {
			general: { positionEncodings: ['utf-16'] },
			textDocument: {
				codeAction: { ...literals, dataSupport: true, resolveSupport: { properties: ['kind', 'edit', 'command'] } },
				completion: {
					completionItem: {
						snippetSupport: true,
						insertReplaceSupport: true,
						labelDetailsSupport: true,
						documentationFormat: ['markdown'],
					},
				},
				diagnostic: { relatedDocumentSupport: true },
				hover: { contentFormat: ['markdown'] },
				inlayHint: {},
			},
			workspace: {
				applyEdit: true,
				configuration: true,
				diagnostics: { refreshSupport: true },
				workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
			},
			window: { workDoneProgress: true },
		},
	},
	'a plain client for Vim': {
		name: 'Vim',
		capabilities: {
			textDocument: { hover: { contentFormat: ['plaintext', 'markdown'] }, codeAction: literals, completion: { completionItem: {} } },
			workspace: { applyEdit: true, workspaceEdit: {} },
		},
	},
	'old VS Code': {
		name: 'Visual Studio Code',
		capabilities: {
			textDocument: {
				codeAction: { ...literals, isPreferredSupport: true },
				completion: { completionItem: { snippetSupport: true, documentationFormat: markdown } },
				hover: { contentFormat: markdown },
				publishDiagnostics: { relatedInformation: true },
			},
			workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
		},
	},
};

const bib =
	'@article{fog1999,\n  title = {Fog over \\emph{quiet} water},\n  author = {Moor, Ada},\n  journal = {Shores},\n  year = {1999},\n  doi = {10.1234/fog}\n}\n';
const note = '---\nbibliography: refs.bib\n---\n\nGrüße 🌫 [@fog1999; @fogg1999]. And [@chen2016infogan], [@fog quiet].\n';
const open = { 'a.md': note, 'refs.bib': bib };

suite('clients get nothing that they do not announce', () => {
	let folder: string;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-matrix-'));
		for (const [name, text] of Object.entries(open)) await writeFile(join(folder, name), text);
	});
	teardown(() => rm(folder, { recursive: true }));
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

	/** The texts after an edit, as a client applies it that takes both forms and makes what is to be made. */
	const afterIn = (counted: Counted, edit: WorkspaceEdit): Readonly<Record<string, string>> => {
		const texts: Record<string, string> = { ...open };
		const apply = (uri: string, edits: readonly TextEdit[]) => {
			const name = uri.slice(uri.lastIndexOf('/') + 1);
			const before = texts[name]!;
			const offsets = edits.map(({ range: { start, end } }) => [counted.offsetAt(before, start), counted.offsetAt(before, end)] as const);
			const text = TextDocument.create(uri, '', 0, before);
			const inUtf16 = offsets.map(([start, end], index) => ({
				range: { start: text.positionAt(start), end: text.positionAt(end) },
				newText: edits[index]!.newText,
			}));
			texts[name] = TextDocument.applyEdits(text, inUtf16);
		};
		for (const [uri, edits] of Object.entries(edit.changes ?? {})) apply(uri, edits);
		for (const { textDocument, edits } of (edit.documentChanges ?? []) as TextDocumentEdit[]) apply(textDocument.uri, edits as TextEdit[]);
		return texts;
	};

	for (const [what, { name, capabilities }] of Object.entries(profiles))
		test(what, async () => {
			const { textDocument = {}, workspace = {}, window = {}, general } = capabilities;
			const client = await LspClient.start(pathToFileURL(folder).href, {
				allCapabilities: capabilities,
				clientInfo: name === undefined ? null : { name },
				isForeign: true,
				settings: {},
			});
			try {
				for (const [file, text] of Object.entries(open))
					await client.open(uriOf(file), text, file.endsWith('.bib') ? 'bibtex' : 'markdown');
				const { capabilities: server } = client.initialized as InitializeResult;
				assert.equal(server.positionEncoding, general?.positionEncodings?.[0]);
				const counted = countedIn(server.positionEncoding ?? 'utf-16');
				const at = (text: string, mark: string) => counted.positionAt(text, text.indexOf(mark));
				const after = (edit: WorkspaceEdit) => afterIn(counted, edit);
				const ask = <T>(method: string, file: string, mark: string, more: object = {}): Promise<T> =>
					client.connection.sendRequest(method, {
						textDocument: { uri: uriOf(file) },
						position: at(open[file as keyof typeof open], mark),
						...more,
					});

				assert.equal(server.inlayHintProvider !== undefined, textDocument.inlayHint !== undefined);
				assert.equal(server.notebookDocumentSync, undefined);
				assert.ok(typeof server.renameProvider !== 'object' || textDocument.rename?.prepareSupport);
				assert.ok(typeof server.codeActionProvider !== 'object' || textDocument.codeAction?.codeActionLiteralSupport);

				const isPulling = server.diagnosticProvider !== undefined;
				assert.equal(isPulling, textDocument.diagnostic !== undefined && workspace.diagnostics?.refreshSupport === true);
				const pulled = async () => (await ask<FullDocumentDiagnosticReport>('textDocument/diagnostic', 'a.md', '')).items;
				const found = isPulling
					? await eventually(pulled, (all) => all.length > 1)
					: await client.diagnosticsOf(uriOf('a.md'), (all) => all.length > 1, 20);
				assert.deepEqual(
					found.map(({ code }) => code),
					['unknown-key', 'unknown-key'],
				);
				for (const { version } of client.published) assert.ok(version === undefined || textDocument.publishDiagnostics?.versionSupport);

				const { contents, range } = await ask<Hover>('textDocument/hover', 'a.md', 'fog1999');
				assert.deepEqual(range, { start: at(note, 'fog1999'), end: at(note, '; @fogg') });
				assert.ok(typeof contents === 'object' && 'kind' in contents);
				assert.ok(contents.kind === 'plaintext' || textDocument.hover?.contentFormat?.includes(contents.kind));
				assert.match(contents.value, contents.kind === 'plaintext' ? /^Fog over quiet water\n/ : /^\*\*Fog over/);

				const places = await ask<Definition | LocationLink[]>('textDocument/definition', 'a.md', 'fog1999');
				for (const place of [places].flat()) assert.ok('uri' in place || textDocument.definition?.linkSupport);
				const symbols = await ask<(DocumentSymbol | SymbolInformation)[]>('textDocument/documentSymbol', 'refs.bib', 'fog1999');
				for (const each of symbols) assert.ok('location' in each || textDocument.documentSymbol?.hierarchicalDocumentSymbolSupport);

				const item = textDocument.completion?.completionItem;
				const { items } = await ask<CompletionList>('textDocument/completion', 'a.md', '].\n');
				assert.equal(keyOf(items[0]!), 'fog1999');
				// Eglot searches in the label alone.
				if (name === 'Eglot') assert.match(items[0]!.label, /fog1999/);
				const bibRows = await ask<CompletionList>('textDocument/completion', 'refs.bib', 'article{', {
					context: { triggerKind: 2, triggerCharacter: '@' },
				});
				for (const row of [...items, ...bibRows.items]) checkRow(row, item);
				const { documentation } = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', items[0]);
				assert.ok(typeof documentation === 'object');
				assert.ok(documentation.kind === 'plaintext' || item?.documentationFormat?.includes(documentation.kind));
				const { textEdit } = items[0]!;
				const edit = textEdit && ('range' in textEdit ? textEdit : { newText: textEdit.newText, range: textEdit.replace });
				assert.match(after({ changes: { [uriOf('a.md')]: [edit!] } })['a.md']!, /, \[@fog1999\]\.\n$/);

				const renamed = await ask<WorkspaceEdit>('textDocument/rename', 'a.md', 'fog1999', { newName: 'mist' });
				checkEdit(renamed, workspace.workspaceEdit);
				assert.deepEqual(after(renamed), { 'a.md': note.replace('@fog1999', '@mist'), 'refs.bib': bib.replace('fog1999', 'mist') });

				const actionsAt = (mark: string) => {
					const start = at(note, mark);
					return ask<(CodeAction | Command)[]>('textDocument/codeAction', 'a.md', mark, {
						range: { start, end: start },
						context: { diagnostics: found.filter(({ range }) => range.start.character === start.character) },
					});
				};
				const fixed = await takenFrom(client, await actionsAt('fogg1999'), /^Change to “fog1999”/, capabilities);
				if (fixed) {
					checkEdit(fixed, workspace.workspaceEdit);
					assert.deepEqual(after(fixed), { ...open, 'a.md': note.replace('fogg', 'fog') });
				}
				const added = await takenFrom(client, await actionsAt('chen2016'), /^Add “chen2016infogan”/, capabilities);
				if (added) {
					checkEdit(added, workspace.workspaceEdit);
					assert.match(after(added)['refs.bib']!, /@\w+\{chen2016infogan,/);
				}
				assert.equal(client.asked.includes('textDocument/publishDiagnostics'), !isPulling);
				for (const method of client.asked) {
					if (method === 'workspace/diagnostic/refresh') assert.ok(workspace.diagnostics?.refreshSupport);
					if (method === '$/progress') assert.ok(window.workDoneProgress);
					if (method === 'window/workDoneProgress/create') assert.ok(window.workDoneProgress);
					if (method === 'workspace/configuration') assert.ok(workspace.configuration);
					if (method === 'workspace/applyEdit') assert.ok(workspace.applyEdit);
					assert.ok(method !== 'client/registerCapability' || workspace.didChangeWatchedFiles?.dynamicRegistration, method);
					assert.doesNotMatch(method, /^lectern\//);
				}
			} finally {
				await client.stop();
			}
		});
});

/** What a position's character counts in an encoding. */
interface Counted {
	positionAt(text: string, offset: number): Position;
	offsetAt(text: string, position: Position): number;
}

function countedIn(encoding: string): Counted {
	const sizeOf = (text: string): number =>
		encoding === 'utf-8' ? Buffer.byteLength(text) : encoding === 'utf-32' ? [...text].length : text.length;
	return {
		positionAt: (text, offset) => {
			const lines = text.slice(0, offset).split('\n');
			return { line: lines.length - 1, character: sizeOf(lines.at(-1)!) };
		},
		offsetAt: (text, { line, character }) => {
			const lines = text.split('\n');
			const start = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
			let offset = 0;
			for (const letter of lines[line]!) {
				if (sizeOf(lines[line]!.slice(0, offset)) >= character) break;
				offset += letter.length;
			}
			return start + offset;
		},
	};
}

function checkRow(
	row: CompletionItem,
	item: NonNullable<NonNullable<ClientCapabilities['textDocument']>['completion']>['completionItem'],
): void {
	assert.ok(!row.labelDetails || item?.labelDetailsSupport);
	assert.ok(!row.textEdit || 'range' in row.textEdit || item?.insertReplaceSupport);
	assert.ok(row.insertTextFormat !== 2 || item?.snippetSupport);
	assert.ok(row.insertTextMode === undefined || item?.insertTextModeSupport);
	assert.equal(row.command, undefined);
}

function checkEdit(edit: WorkspaceEdit, support: NonNullable<ClientCapabilities['workspace']>['workspaceEdit']): void {
	assert.ok(!edit.documentChanges || support?.documentChanges);
	assert.ok(!edit.changeAnnotations || support?.changeAnnotationSupport);
	for (const change of edit.documentChanges ?? []) assert.ok(!('kind' in change) || support?.resourceOperations?.includes(change.kind));
}

/** The edit that an action ends in, once it is chosen; nothing where the client can do nothing with actions. */
async function takenFrom(
	client: LspClient,
	actions: readonly (CodeAction | Command)[],
	title: RegExp,
	{ textDocument, workspace }: ClientCapabilities,
): Promise<WorkspaceEdit | undefined> {
	const hasLiterals = textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
	if (!hasLiterals && !workspace?.applyEdit) {
		assert.deepEqual(actions, []);
		return undefined;
	}
	const action = actions.find((each) => title.test(each.title));
	assert.ok(action, `${title} among ${actions.map((each) => each.title).join(', ')}`);
	for (const each of actions) {
		assert.equal(typeof each.command === 'string', !hasLiterals);
		if (typeof each.command === 'string') continue;
		const { isPreferred, data } = each as CodeAction;
		assert.ok(!isPreferred || textDocument?.codeAction?.isPreferredSupport);
		assert.ok(data === undefined || textDocument?.codeAction?.dataSupport);
	}
	if (!Command.is(action)) return action.edit;
	await client.connection.sendRequest('workspace/executeCommand', { command: action.command, arguments: action.arguments });
	const applied = await eventually(
		() => client.applied.at(-1),
		(edit) => edit !== undefined,
	);
	client.applied.length = 0;
	return applied;
}
