import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { LspClient } from './lspClient.js';

suite('ids of CSL-JSON', () => {
	test('with a slash or other signs are known, completed and renamed where Markdown cites them', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'lectern-csl-'));
		const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
		const items = [
			{ id: 'voss/2019', type: 'book', title: 'Compass and kelp', author: [{ family: 'Voss' }] },
			{ id: 'DOI:10.1000/x.(1)', type: 'book', title: 'Harbour lights', author: [{ family: 'Lang' }] },
		];
		await writeFile(join(folder, 'refs.json'), JSON.stringify(items));
		const client = await LspClient.start(pathToFileURL(folder).href);
		try {
			const text = '---\nbibliography: refs.json\n---\n\n[@voss/2019; @{voss/2019}; @{DOI:10.1000/x.(1)}; @{nobody/2019}]\n';
			await client.open(uriOf('note.md'), text);
			for (const [character, title] of [
				[4, 'Compass and kelp'],
				[18, 'Compass and kelp'],
				[32, 'Harbour lights'],
			] as const)
				assert.ok(JSON.stringify(await client.hover(uriOf('note.md'), { line: 4, character })).includes(title), title);
			const unknown = await client.diagnosticsOf(uriOf('note.md'), (all) => all.length > 0);
			assert.deepEqual(
				unknown.map(({ message }) => message),
				['No paper of the library has the key “nobody/2019”.'],
			);
			const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
				textDocument: { uri: uriOf('note.md') },
				position: { line: 4, character: 4 },
				newName: 'voss/2020',
			});
			assert.equal(edit.changes?.[uriOf('note.md')]?.length, 2);
			assert.equal(edit.changes?.[uriOf('refs.json')]?.length, 1);
		} finally {
			await client.stop();
			await rm(folder, { recursive: true });
		}
	});
});
