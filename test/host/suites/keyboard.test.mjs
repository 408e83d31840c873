// Each task with the keyboard alone: where the focus is, and what it is called, at each step.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { closeAll, exportPage, followLink, readerFrame, readPaper, stageFolder } from '../stage.mjs';
import { filterMessage, lastGroup } from '../tree.mjs';

suite('the keyboard alone in VS Code', function () {
	this.timeout(180_000);
	const folder = stageFolder();
	let code;
	let keyboard;
	inVSCode(
		{
			folder,
			settings: { 'workbench.colorTheme': 'Default Dark Modern' },
		},
		async (opened) => {
			code = opened.code;
			keyboard = code.page.keyboard;
			await code.open('welcome.md');
			await code.hover('InfoGAN', 'Interpretable Representation');
			await keyboard.press('Escape');
		},
	);

	/** The role and name of what has the focus in the workbench. */
	const focused = () =>
		code.page.evaluate(() => {
			let element = document.activeElement;
			// A context menu is in a shadow tree.
			while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
			const active = element?.getAttribute('aria-activedescendant');
			const target = (active && document.getElementById(active)) || element;
			const named = target?.role === 'menuitem' ? target.querySelector('.action-label')?.textContent : undefined;
			return `${target?.getAttribute('role') ?? target?.localName}: ${named ?? target?.getAttribute('aria-label') ?? ''}`;
		});
	/** The same in the reader's page. */
	const focusedInReader = async () =>
		(await readerFrame(code)).evaluate(() => {
			const element = document.activeElement;
			return `${element?.localName}: ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`;
		});
	const eventually = async (ask, pattern) => {
		const answer = await code.eventually(
			() => Promise.resolve().then(ask).catch(String),
			(text) => pattern.test(text),
		);
		assert.match(answer, pattern);
	};
	const clipboard = () => code.page.evaluate(() => navigator.clipboard.readText());
	/** Presses a key until what has the focus in the reader is called so. */
	const pressInReader = async (key, name, times = 60) => {
		for (let step = 0; step < times; step++) {
			// A page that is just being replaced by the next has no focus to report.
			const there = await focusedInReader().catch(() => undefined);
			if (there === undefined) await code.page.waitForTimeout(200);
			else if (name.test(there)) return;
			else await keyboard.press(key);
		}
		assert.match(await focusedInReader(), name);
	};
	const focusLibrary = async () => {
		await eventually(async () => {
			// An editor that was just opened or saved may take the focus back.
			await code.run('Lectern: Focus on Library View');
			await code.treeRow('').waitFor();
			await keyboard.press('Home');
			await code.atRest();
			return focused();
		}, /^treeitem: /);
	};
	const filter = async (query) => {
		await focusLibrary();
		await keyboard.press('Control+f');
		const box = await code.titled('Filter Library');
		// The pick's own row comes first, and takes the focus once the server has answered.
		await eventually(focused, /^(input|textbox|option): /);
		await keyboard.press('Control+a');
		await keyboard.press('Delete');
		await keyboard.type(query);
		await code.atRest();
		await keyboard.press('Enter');
		await box.waitFor({ state: 'hidden' });
		await eventually(() => filterMessage(code).textContent(), new RegExp(`^“${query}” · \\d+ papers?$`));
	};
	/** Runs the context menu's command on the row that has the focus. */
	const choose = async (name) => {
		await code.atRest();
		await keyboard.press('Shift+F10');
		await code.page.locator('.monaco-menu-container .monaco-menu').waitFor();
		for (let step = 0; step < 25; step++) {
			await keyboard.press('ArrowDown');
			if (name.test(await focused())) break;
		}
		assert.match(await focused(), name);
		await keyboard.press('Enter');
		await code.page.locator('.monaco-menu-container .monaco-menu').waitFor({ state: 'detached' });
	};
	/** Narrows the tree to a paper and leads the focus onto it. */
	const reach = async (query, name) => {
		await filter(query);
		await code.treeRow(name).waitFor();
		await focusLibrary();
		for (let step = 0; step < 30 && !(await focused()).includes(name); step++) {
			await keyboard.press('ArrowDown');
			await code.page.waitForTimeout(100);
		}
		assert.ok((await focused()).includes(name), await focused());
	};
	/** Leads the focus onto a button of the bar, which is one stop of the Tab key, from wherever it is in the page. */
	const pressInBar = async (name) => {
		const frame = await readerFrame(code);
		for (let step = 0; step < 80 && !(await frame.evaluate(() => document.activeElement?.closest('.bar') !== null)); step++)
			await keyboard.press('Shift+Tab');
		await pressInReader('ArrowRight', name);
	};
	/** Closes all editors; what is unsaved would ask first. */
	const closeAllSaved = async () => {
		await code.run('File: Save All');
		await code.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
		await closeAll(code);
	};
	const readByKeyboard = async (words, key) => {
		await readPaper(code, words, key);
		await code.run('Lectern: Focus on Library View');
		await eventually(async () => {
			// The view may still be taking the focus.
			await keyboard.press('Control+2');
			return focused();
		}, /^iframe/);
		await keyboard.press('Tab');
		// Where the focus was in the paper before, it begins in this one's text.
		await pressInBar(/^button: Back/);
	};

	test('filters the tree and clears the filter', async () => {
		await filter('volumetric');
		await code.treeRow('V-Net').waitFor();
		await focusLibrary();
		await code.run('Lectern: Clear Filter');
		await lastGroup(code).waitFor();
	});

	test('groups and sorts', async () => {
		for (const [command, title, choice, back] of [
			['Lectern: Group By', 'Group the Library By', 'Year', 'Topic'],
			['Lectern: Sort By', 'Sort the Library By', 'First Author', 'Title'],
		])
			for (const each of [choice, back]) {
				await code.run(command);
				const box = await code.titled(title);
				await keyboard.type(each);
				await eventually(focused, new RegExp(`^option: ${each}`));
				await keyboard.press('Enter');
				await box.waitFor({ state: 'hidden' });
			}
	});

	test('selects several papers and copies their keys', async () => {
		// Of one group: the selection must not end on another's row.
		await reach('topic:gan -source:references.bib', 'Adversarially Learned');
		await keyboard.press('Shift+ArrowDown');
		await keyboard.press('Shift+ArrowDown');
		await eventually(focused, /^treeitem: .*\d{4}/);
		await choose(/Copy (Citation )?Keys?/i);
		await eventually(clipboard, /^[^\s,]+(, [^\s,]+)+$/);
	});

	test('marks a paper as read', async () => {
		await reach('volumetric', 'V-Net');
		await choose(/Mark as Read$/);
		const file = path.join(folder, '.lectern', 'reading.yaml');
		await eventually(() => readFileSync(file, 'utf8'), /^milletari\S*: read/m);
		await eventually(focused, /^treeitem: .*, read/);
	});

	test('cites from the tree', async () => {
		await code.open('welcome.md');
		await reach('volumetric', 'V-Net');
		await choose(/Insert Citation/);
		const cites = code.page.locator('.editor-instance .view-line', { hasText: '@milletari' }).first();
		await cites.waitFor();
		// The note has the focus then, so that one can write on.
		await code.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
		await code.atRest();
		await keyboard.press('Control+z');
		await cites.waitFor({ state: 'detached' });
		// The bibliography, which is undone a moment later, is left unsaved.
		await code.page.locator('.tab.dirty', { hasText: 'references.bib' }).waitFor();
		await code.run('File: Save All');
		await code.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
	});

	test('makes a note on a paper', async () => {
		await reach('volumetric', 'V-Net');
		await choose(/Open Note/);
		await code.page.locator('.tab.active', { hasText: /milletari.*\.md/ }).waitFor();
		await eventually(focused, /^(textbox|textarea|div|input): .*milletari/);
		await keyboard.press('Control+s');
		await code.eventually(
			() => existsSync(path.join(folder, 'notes')),
			(isThere) => isThere,
		);
		assert.ok(existsSync(path.join(folder, 'notes')));
	});

	test('copies, zooms and goes on in the reader', async () => {
		await closeAllSaved();
		await code.open('welcome.md');
		await readByKeyboard('noisy activation functions', 'gulcehre2016noisy');
		await pressInBar(/^button: Copy key$/);
		await keyboard.press('Enter');
		await eventually(clipboard, /^gulcehre2016noisy$/);
		await pressInBar(/^button: Copy BibTeX$/);
		await keyboard.press('Enter');
		await eventually(clipboard, /^@\w+\{gulcehre2016noisy,/);
		await pressInBar(/^button: Larger text$/);
		const size = () =>
			code
				.reader()
				.locator('main')
				.evaluate((main) => getComputedStyle(main).fontSize);
		const before = await size();
		await keyboard.press('Space');
		assert.notEqual(await code.eventually(size, (now) => now !== before), before);
		await pressInBar(/^button: Smaller text$/);
		await keyboard.press('Enter');
		assert.equal(await code.eventually(size, (now) => now === before), before);
	});

	test('marks as read and makes a note in the reader', async () => {
		await pressInBar(/^button: Mark as read$/);
		await keyboard.press('Space');
		await code.reader().locator('[data-command="toggleRead"][aria-pressed="true"]').waitFor();
		// The page shows it at once; the file is written a moment later.
		await eventually(() => readFileSync(path.join(folder, '.lectern', 'reading.yaml'), 'utf8'), /^gulcehre2016noisy: read/m);
		await eventually(focusedInReader, /^button: Mark as read$/);
		await keyboard.press('Space');
		await code.reader().locator('[data-command="toggleRead"][aria-pressed="false"]').waitFor();
		await pressInBar(/^button: Open a new note$/);
		await keyboard.press('Enter');
		await code.page.locator('.tab.active', { hasText: 'gulcehre2016noisy.md' }).waitFor();
		await eventually(focused, /^(textbox|textarea|div|input): .*gulcehre/);
		await keyboard.press('Control+s');
	});

	test('goes to the next paper of the library, and back to the previous one', async () => {
		await filter('year:2016');
		await readByKeyboard('noisy activation functions', 'gulcehre2016noisy');
		const shown = () => code.reader().locator('body').getAttribute('data-key');
		await pressInBar(/^button: Next paper/);
		await keyboard.press('Enter');
		const next = await code.eventually(
			() => shown().catch(String),
			(key) => /^\w+$/.test(key) && key !== 'gulcehre2016noisy',
		);
		assert.match(next, /^\w+$/);
		assert.notEqual(next, 'gulcehre2016noisy');
		// The focus is still on the button, which may be pressed again.
		await eventually(focusedInReader, /^button: Next paper/);
		await keyboard.press('ArrowLeft');
		await eventually(focusedInReader, /^button: Previous paper/);
		await keyboard.press('Enter');
		await code.reader().locator('body[data-key="gulcehre2016noisy"]').waitFor();
	});

	test('exports for printing', async () => {
		await readByKeyboard('noisy activation functions', 'gulcehre2016noisy');
		await pressInBar(/^button: Export for Printing/);
		const file = await exportPage(code, folder, 'gulcehre2016noisy', async () => {
			await keyboard.press('Enter');
			await code.titled('Export for Printing');
			await eventually(focused, /^(input|textbox): /);
		});
		assert.match(readFileSync(file, 'utf8'), /<h1>Noisy Activation Functions/);
	});

	test('opens a related paper from its list', async () => {
		await readByKeyboard('infogan interpretable', 'chen2016infogan');
		const title = await code.reader().locator('.related a.paper').first().textContent();
		await pressInReader('Tab', new RegExp(`^a: ${title.replace(/[^\w ]/g, '.')}$`), 90);
		await keyboard.press('Enter');
		await code.reader().locator('h1', { hasText: title }).waitFor();
		// The link is gone with its text: the focus, and with it a screen reader, begins at the new one.
		await eventually(focusedInReader, new RegExp(`^h1: ${title.replace(/[^\w ]/g, '.')}$`));
	});

	test('finds a way on from a key that nobody has', async () => {
		await closeAllSaved();
		await followLink(code, 'code-oss://lectern.lectern/read?key=chen2016infogam');
		await code.reader().locator('h1', { hasText: 'No paper has this key' }).waitFor();
		await code.run('View: Focus Active Editor Group');
		await eventually(focused, /^iframe/);
		await keyboard.press('Tab');
		await pressInReader('Tab', /^button: Search the Library…$/);
		await keyboard.press('Enter');
		await code.titled('Read Paper');
		await keyboard.press('Escape');
		await code.run('View: Focus Active Editor Group');
		await pressInReader('Tab', /^a: InfoGAN/);
		await keyboard.press('Enter');
		await code.reader().locator('body[data-key="chen2016infogan"]').waitFor();
		await closeAllSaved();
		await code.open('welcome.md');
	});

	test('follows the contents and copies a formula', async () => {
		await readByKeyboard('noisy activation functions', 'gulcehre2016noisy');
		await pressInReader('Tab', /^a: Limits$/);
		await keyboard.press('Enter');
		assert.ok(
			(await code.eventually(
				async () => (await readerFrame(code)).evaluate(() => window.scrollY),
				(top) => top > 100,
			)) > 100,
		);
		const frame = await readerFrame(code);
		await frame.evaluate(() => document.querySelector('.contents a').focus());
		await pressInReader('Tab', /^button: Copy TeX$/, 90);
		await keyboard.press('Enter');
		await eventually(clipboard, /\\/);
	});

	test('shows the card of a name, hides it, opens the paper, and goes back and forward', async () => {
		await readByKeyboard('everythingnet', 'okafor2020everything');
		await pressInReader('Tab', /^a: InfoGAN$/);
		const card = code.reader().locator('[role="tooltip"]');
		await card.waitFor();
		assert.match(await card.textContent(), /Information Maximizing/);
		assert.equal(await code.reader().locator('main a.paper').first().getAttribute('aria-describedby'), await card.getAttribute('id'));
		await keyboard.press('Escape');
		await card.waitFor({ state: 'hidden' });
		await keyboard.press('Enter');
		await code.reader().locator('body[data-key="chen2016infogan"]').waitFor();
		await eventually(async () => {
			// The view may still be taking the focus.
			await keyboard.press('Control+2');
			return focused();
		}, /^iframe/);
		await keyboard.press('Alt+ArrowLeft');
		await code.reader().locator('body[data-key="okafor2020everything"]').waitFor();
		await eventually(async () => {
			// The view may still be taking the focus.
			await keyboard.press('Control+2');
			return focused();
		}, /^iframe/);
		await keyboard.press('Alt+ArrowRight');
		await code.reader().locator('body[data-key="chen2016infogan"]').waitFor();
	});

	test('finds in the reader', async () => {
		await keyboard.press('Control+2');
		await keyboard.press('Control+f');
		await eventually(focused, /^(textbox|input|textarea): Find/i);
		await keyboard.press('Escape');
		await readByKeyboard('infogan interpretable', 'chen2016infogan');
		await pressInBar(/^button: Find/);
		await keyboard.press('Enter');
		await eventually(focused, /^(textbox|input|textarea): Find/i);
		await keyboard.press('Escape');
	});

	test('loads the pictures of a summary', async () => {
		await readByKeyboard('everythingnet', 'okafor2020everything');
		await pressInReader('Tab', /^button: Load pictures from pictures\.example\.org$/);
		await keyboard.press('Enter');
		await code.reader().locator('main img[src^="https://pictures.example.org"]').waitFor({ state: 'attached' });
	});

	test('goes from the reader to the place that mentions the paper', async () => {
		await readByKeyboard('infogan interpretable', 'chen2016infogan');
		await pressInReader('Tab', /^a: welcome\.md:\d+$/, 120);
		await keyboard.press('Enter');
		await eventually(focused, /welcome\.md/);
	});

	test('goes from In This Document to a place', async () => {
		await code.open('welcome.md');
		await code.page.locator('.pane', { hasText: 'In This Document' }).locator('.monaco-list-row', { hasText: 'chen2016infogam' }).waitFor();
		await code.run('Lectern: Focus on In This Document View');
		await keyboard.press('Home');
		await eventually(focused, /^treeitem: Unknown key chen2016infogam/);
		await eventually(async () => {
			if (!/^treeitem: InfoGAN/.test(await focused())) await keyboard.press('ArrowDown');
			return focused();
		}, /^treeitem: InfoGAN.*places/);
		await keyboard.press('ArrowRight');
		await code.page.locator('.pane', { hasText: 'In This Document' }).locator('.monaco-list-row[aria-level="2"]').first().waitFor();
		await keyboard.press('ArrowDown');
		await eventually(focused, /^treeitem: .*(cited|named) in line \d+/);
		await keyboard.press('Enter');
		await code.page
			.locator('.statusbar-item', { hasText: /Ln \d+, Col \d+/ })
			.first()
			.waitFor();
	});

	test('shows the card at the cursor, and leads the focus into it', async () => {
		await keyboard.press('Control+1');
		await code.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
		await keyboard.press('Control+k');
		await keyboard.press('Control+i');
		const card = code.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Interpretable Representation' }).first();
		await card.waitFor();
		await keyboard.press('Control+k');
		await keyboard.press('Control+i');
		await eventually(() => card.evaluate((element) => String(element.contains(document.activeElement))), /true/);
		await eventually(async () => {
			await keyboard.press('Tab');
			return code.page.evaluate(() => `${document.activeElement?.localName}: ${document.activeElement?.textContent}`);
		}, /^a: Read$/);
		await keyboard.press('Enter');
		await code.reader().locator('body[data-key="chen2016infogan"]').waitFor();
	});
});
