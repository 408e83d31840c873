// `node test/host/tasks.mjs [VSIX …]`: what five tasks of a newcomer cost in keystrokes and clicks, in real VS Code, one column for each package.
// Each step is done as it is counted; a task counts only if what it is for has come about.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installWorkbench } from './install.mjs';
import { pane } from './tree.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';

const packages = process.argv.length > 2 ? process.argv.slice(2) : ['lectern.vsix'];

/** Does what a person does, and counts it: a key with its modifiers is one, as is a click. */
class Person {
	count = 0;
	constructor(code) {
		this.code = code;
	}
	async press(keys) {
		this.count++;
		await this.code.page.keyboard.press(keys);
	}
	async type(text) {
		this.count += text.length;
		await this.code.page.keyboard.type(text, { delay: 30 });
	}
	async click(target, options) {
		this.count++;
		await target.click(options);
	}
	/** Runs a command by the palette: enough letters of its name to have it first. */
	async command(letters, name) {
		await this.press('F1');
		await this.code.page.locator('.quick-input-widget:visible input').first().waitFor();
		await this.type(letters);
		await this.code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
		await this.press('Enter');
	}
}

const endOf = async (code) => {
	await code.open('welcome.md');
	await code.page.locator('.editor-instance .view-line').last().click();
	await code.page.keyboard.press('Control+End');
};
const line = (code, text) => code.page.locator('.editor-instance .view-line', { hasText: text }).first();

/** By name: makes ready without counting, then the ways that a newcomer has, of which the first that the package has counts. */
const tasks = {
	'bring a library from elsewhere': {
		ways: [
			async (person, { library, code }) => {
				await person.click(code.page.locator('.activitybar .action-item', { has: code.page.locator('[aria-label*="Lectern"]') }).first());
				const view = pane(code, 'Library');
				await view.locator('.monaco-list-row').first().waitFor();
				await view.hover();
				await person.click(view.locator('.actions-container .codicon-toolbar-more').first());
				await person.click(code.page.locator('.monaco-menu .action-label', { hasText: 'Choose Library Files' }), { timeout: 5000 });
				const box = code.page.locator('.quick-input-widget:visible .quick-input-box input');
				await box.waitFor();
				await code.page.waitForTimeout(1000);
				// The path is pasted over the one that is there.
				await person.press('Control+a');
				await box.fill(library);
				person.count++;
				await code.page.waitForTimeout(1000);
				await person.press('Enter');
			},
			async (person, { library, code }) => {
				await code.page.keyboard.press('Escape');
				await person.press('Control+,');
				await code.page.locator('.settings-editor .suggest-input-container').waitFor();
				await person.type('library.files');
				const setting = code.page.locator('.setting-item-contents[data-key="lectern.library.files"]');
				await person.click(setting.getByRole('button', { name: 'Add Item' }));
				// The list that is still being found takes the line back that was opened in it.
				const line = code.page.locator('.setting-item input:focus');
				for (let attempt = 0; attempt < 5 && (await line.count()) === 0; attempt++) {
					await code.page.waitForTimeout(1500);
					if ((await line.count()) === 0) await setting.getByRole('button', { name: 'Add Item' }).click();
				}
				await line.waitFor();
				await code.page.keyboard.insertText(library);
				person.count++;
				await person.press('Enter');
				await code.page.waitForTimeout(1000);
				const editor = code.page.locator('.settings-editor');
				for (let attempt = 0; attempt < 5 && (await editor.isVisible()); attempt++) {
					await code.page.keyboard.press('Escape');
					await code.page.waitForTimeout(500);
				}
			},
		],
		async isDone({ code, host, library }) {
			const settings = () => readFileSync(path.join(host.work, 'user/User/settings.json'), 'utf8');
			const written = await code.eventually(settings, (text) => text.includes(library));
			if (!written.includes(library)) throw new Error('the library is not among the files of the setting');
		},
	},
	'cite from memory': {
		prepare: ({ code }) => endOf(code),
		ways: [
			async (person, { code }) => {
				await person.type('[@infog');
				await code.page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: /InfoGAN/ }).waitFor();
				await person.press('Enter');
			},
		],
		isDone: ({ code }) => line(code, /^\[@chen2016infogan\]?/).waitFor(),
	},
	'read a paper': {
		prepare: ({ code }) => code.open('welcome.md'),
		ways: [
			async (person, { code }) => {
				const card = await code.hover('ResNeXt', 'Aggregated Residual');
				await person.click(card.locator('a', { hasText: /^(Read|Open)/ }).first());
			},
		],
		isDone: ({ code }) => code.reader().locator('h1', { hasText: 'Aggregated Residual' }).waitFor(),
	},
	'fix an unknown key': {
		prepare: async ({ code }) => {
			await endOf(code);
			await code.showLibrary();
			await pane(code, 'In This Document').locator('.monaco-list-row', { hasText: 'chen2016infogam' }).waitFor();
		},
		ways: [
			async (person, { code }) => {
				const card = await code.hover('chen2016infogam', 'No paper has the key');
				await person.click(card.locator('a', { hasText: /^Use this key/ }).first(), { timeout: 5000 });
			},
			async (person, { code }) => {
				await code.page.keyboard.press('Escape');
				const row = pane(code, 'In This Document').locator('.monaco-list-row', { hasText: 'chen2016infogam' });
				await row.hover();
				await person.click(row.locator('.action-label[aria-label^="Fix"]').first(), { timeout: 5000 });
				await code.page
					.locator('.action-widget .monaco-list-row', { hasText: /chen2016infogan/ })
					.first()
					.waitFor();
				await person.press('Enter');
			},
			async (person, { code }) => {
				const { x, y } = await code.placeOf('chen2016infogam');
				await code.page.mouse.click(x, y);
				person.count++;
				await person.press('Control+.');
				await code.page
					.locator('.action-widget .monaco-list-row', { hasText: /chen2016infogan/ })
					.first()
					.waitFor();
				await person.press('Enter');
			},
		],
		isDone: ({ code }) =>
			pane(code, 'In This Document').locator('.monaco-list-row', { hasText: 'chen2016infogam' }).waitFor({ state: 'detached' }),
	},
	'insert a bibliography': {
		prepare: async ({ code }) => {
			await endOf(code);
			await code.page.keyboard.press('Enter');
		},
		ways: [
			async (person, { code }) => {
				await person.command('insert bib', 'Insert Bibliography');
				await line(code, /Duan/).waitFor();
				if ((await line(code, /^##\s+References/).count()) > 0) return;
				// It came without a heading.
				const heading = new Person(code);
				await code.page.keyboard.press('Control+z');
				await heading.type('## References');
				await heading.press('Enter');
				await heading.press('Enter');
				await heading.command('insert bib', 'Insert Bibliography');
				person.count = heading.count;
			},
		],
		isDone: async ({ code }) => {
			await line(code, /^##\s+References/).waitFor();
			await line(code, /Duan/).waitFor();
		},
	},
};

/** What each task takes with a package; a name in place of a number where it could not be done. */
async function costs(vsix) {
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-tasks-'));
	const elsewhere = mkdtempSync(path.join(tmpdir(), 'lectern-library-'));
	const library = path.join(elsewhere, 'mine.bib');
	cpSync('test/fixtures/notes', folder, { recursive: true });
	writeFileSync(library, '@book{lang2021fog,\n  author = {Lang, Mara},\n  title = {Fog over Quiet Water},\n  year = {2021},\n}\n');
	const host = await startVSCode({
		workbench: installWorkbench(),
		vsix,
		folder,
		settings: { 'workbench.colorTheme': 'Default Dark Modern' },
	});
	const browser = await launchBrowser();
	const found = {};
	try {
		const code = await openWorkbench(browser, host.address());
		await code.open('welcome.md');
		await code.hover('InfoGAN', 'Interpretable Representation');
		await code.page.keyboard.press('Escape');
		for (const [name, { prepare, ways, isDone }] of Object.entries(tasks)) {
			const place = { code, host, library };
			try {
				await prepare?.(place);
				for (const [index, way] of ways.entries()) {
					const person = new Person(code);
					try {
						await way(person, place);
						await isDone(place);
						found[name] = person.count;
						break;
					} catch (error) {
						if (index === ways.length - 1) throw error;
					}
				}
			} catch (error) {
				found[name] = String(error).split('\n')[0];
				await code.shot(`failed-task-${name.replace(/\W+/g, '-')}`);
				await code.page.keyboard.press('Escape');
			}
		}
	} finally {
		await browser.close();
		await host.stop();
		for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true });
	}
	return found;
}

const all = [];
for (const vsix of packages) all.push(await costs(vsix));
for (const name of Object.keys(tasks)) console.log([name, ...all.map((found) => found[name])].join('\t'));
process.exit(all.some((found) => Object.values(found).some((count) => typeof count !== 'number')) ? 1 : 0);
