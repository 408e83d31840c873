// The packaged extension in a folder that the user has not trusted.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { LiteratureStandIn } from '../../literature/standIn.mjs';
import { inVSCode } from '../inVSCode.mjs';
import { readPaper } from '../stage.mjs';
import { filterLibrary } from '../tree.mjs';

/** The files below a folder with their texts. */
const filesOf = (folder) =>
	readdirSync(folder, { recursive: true })
		.sort()
		.filter((name) => statSync(path.join(folder, name)).isFile())
		.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);

suite('Lectern in an untrusted folder', function () {
	this.timeout(180_000);
	let host;
	let code;
	let services;
	inVSCode(
		async () => {
			services = await new LiteratureStandIn().start();
			return {
				notes: 'test/fixtures/notes',
				trust: true,
				settings: { 'security.workspace.trust.startupPrompt': 'never' },
				machine: { 'lectern.literature': { openalex: true, crossref: true }, 'lectern.addPaper.services': services.addresses() },
			};
		},
		async (opened) => {
			({ code, host } = opened);
			await code.open('welcome.md');
		},
	);

	suiteTeardown(() => services?.stop());

	test('sends nothing to services, whatever is on', async () => {
		await code.run('Lectern: Search the Literature');
		await code.page.locator('.notification-toast', { hasText: 'In Restricted Mode nothing is sent' }).waitFor();
		await code.run('Notifications: Clear All Notifications');
		assert.deepEqual(services.requests, []);
	});

	test('is in Restricted Mode', async () => {
		await code.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
	});

	test('still shows what a paper says, which runs nothing of the folder', async () => {
		await code.hover('InfoGAN', 'Interpretable Representation Learning');
		await code.shot('untrusted');
		await code.page.keyboard.press('Escape');
	});

	test('opens the reader, and writes nothing into the folder', async () => {
		await code.showLibrary();
		await filterLibrary(code, 'infogan');
		await code.treeRow('InfoGAN').click();
		await code.reader().locator('.katex').first().waitFor();
		assert.deepEqual(filesOf(host.workspace), filesOf('test/fixtures/notes'));
	});

	test('completes and inserts citations, and leaves the bibliography as it is', async () => {
		await code.open('welcome.md');
		await code.beginCiting('see [@');
		await code.page.keyboard.press('Enter');
		await code.page.locator('.view-line', { hasText: 'see [@kipf2016semisupervised]' }).waitFor();
		await code.page.keyboard.press('End');
		await code.page.keyboard.type(' and ');
		await readPaper(code, 'least squares generative', 'mao2016least');
		await code.reader().locator('button[data-command="cite"]').click();
		await code.page.locator('.view-line', { hasText: '[@mao2016least]' }).waitFor();
		await code.page.waitForTimeout(1000);
		assert.deepEqual(filesOf(host.workspace), filesOf('test/fixtures/notes'));
		assert.equal(await code.page.locator('.tab.dirty').count(), 1);
	});
});
