// Papers by their PDFs in real VS Code: dropped into a note and the Library view, and by command.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { pickRow } from '../tree.mjs';

const note = '---\nbibliography: refs.bib\n---\n\n# On seals\n\nSeals sleep afloat here.\n';
const entry = (key, title, author) =>
	`@article{${key},\n  title   = {${title}},\n  author  = {${author}},\n  journal = {Lamps},\n  year    = {2000},\n}\n`;

/** A PDF of one page with lines in these sizes. */
function pdf(lines) {
	const content = lines.map(([size, text], index) => `BT /F1 ${size} Tf 72 ${740 - 30 * index} Td (${text}) Tj ET`).join('\n');
	return `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj
4 0 obj << /Length ${content.length} >>
stream
${content}
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> endobj
trailer << /Root 1 0 R >>
%%EOF
`;
}

/** What programs write into the field for files, by the file's own name; each is given the folder that the files are in. */
const fileFields = {
	jabref: () => ':files/jabref.pdf:PDF',
	zotero: (folder) => `Full Text PDF:${folder}/zotero.pdf:application/pdf;Snapshot:${folder}/page.html:text/html`,
	betterbibtex: (folder) => `${folder}/page.html;${folder}/betterbibtex.pdf`,
	mendeley: (folder) => `:${folder.slice(1)}/mendeley.pdf:pdf`,
};

suite('papers by their PDFs in VS Code', function () {
	this.timeout(180_000);
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-pdfs-'));
	const write = (name, text) => writeFileSync(path.join(folder, name), text);
	const bibliography = () => readFileSync(path.join(folder, 'refs.bib'), 'utf8');
	let code;
	inVSCode(
		() => {
			write('seals.md', note);
			write('refs.bib', entry('lang2000', 'Harbour seals at night', 'Lang, Mira'));
			write('others.bib', entry('berg2000', 'Grey seals and their pups', 'Berg, Ida'));
			write(
				'download-1.pdf',
				pdf([
					[17, 'Harbour seals at night'],
					[10, 'Mira Lang'],
				]),
			);
			write(
				'download-2.pdf',
				pdf([
					[17, 'Grey seals and their pups'],
					[10, 'Ida Berg'],
				]),
			);
			write(
				'download-3.pdf',
				pdf([
					[17, 'Lanterns of the sea'],
					[10, 'Tom Fogg'],
					[8, 'DOI: 10.1234/lamp.5'],
				]),
			);
			write(
				'report.pdf',
				pdf([
					[17, 'A report that nobody has in a library'],
					[10, 'Tom Fogg'],
				]),
			);
			mkdirSync(path.join(folder, 'files'));
			for (const [name, field] of Object.entries(fileFields)) {
				write(`files/${name}.pdf`, pdf([[17, name]]));
				write(`${name}.bib`, `@book{${name}1999,\n  title = {By ${name}},\n  file  = {${field(path.join(folder, 'files'))}},\n}\n`);
			}
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.bundled': false, 'lectern.pdf.open': 'editor' },
			};
		},
		async (opened) => {
			({ code } = opened);
			await code.open('seals.md');
		},
	);

	const file = (name) => code.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
	const centre = ({ x, y, width, height }) => ({ x: x + Math.min(60, width / 2), y: y + height / 2 });
	/** Drags a file of the Explorer onto a place; Shift makes the editor, not the workbench, take it. */
	const drag = async (name, to, keys) => {
		const from = centre(await file(name).boundingBox());
		await code.page.mouse.move(from.x, from.y);
		await code.page.mouse.down();
		await code.page.mouse.move(to.x - 30, to.y - 20, { steps: 8 });
		if (keys) await code.page.keyboard.down(keys);
		await code.page.mouse.move(to.x, to.y, { steps: 8 });
		await code.page.mouse.up();
		if (keys) await code.page.keyboard.up(keys);
	};
	const shown = (text) => code.page.locator('.notifications-toasts .notification-toast', { hasText: text }).last().waitFor();

	test('cites the paper of a dropped file and links the file, as one change, once the user has chosen', async () => {
		await drag('download-1.pdf', await code.placeOf('afloat'), 'Shift');
		await code.titled('Harbour seals at night · Lang · 2000');
		await code.shot('pdf-dropped');
		assert.equal(await code.page.locator('.view-line', { hasText: /^Seals.sleep.afloat.here\.$/ }).count(), 1);
		assert.doesNotMatch(bibliography(), /file/);
		await pickRow(code, 'Cite lang2000, and link this file in refs.bib').click();
		const after = await code.eventually(bibliography, (text) => text.includes('file'));
		assert.match(after, /\n {2}file {4}= \{:download-1\.pdf:PDF\},\n/);
		assert.match(await code.text(), /\[@lang2000\]/);
		await shown('download-1.pdf is linked to lang2000 in refs.bib');
		await code.shot('pdf-linked');
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.keyboard.press('Control+z');
		await code.eventually(
			() => code.text(),
			(text) => !text.includes('lang2000'),
		);
		await code.page.keyboard.press('Control+Shift+z');
	});

	test('links the file of a paper that is dropped into the Library view', async () => {
		await code.showLibrary();
		await code
			.treeRow('Grey seals')
			.or(code.page.locator('.monaco-list-row', { hasText: 'No topic' }))
			.first()
			.waitFor();
		const view = await code.page.locator('.pane', { hasText: 'Library' }).locator('.monaco-list').first().boundingBox();
		// The Explorer is another view: its row is dragged by the events that a browser makes of it.
		await dropInto(centre(view), 'download-2.pdf');
		await code.titled('Grey seals and their pups · Berg · 2000');
		await code.shot('pdf-in-library');
		await pickRow(code, 'Link this file to berg2000 in others.bib').click();
		await code.eventually(
			() => readFileSync(path.join(folder, 'others.bib'), 'utf8'),
			(text) => /file {4}= \{:download-2\.pdf:PDF\}/.test(text),
		);
	});

	/** Drops a file at a place, as one from outside of the page. */
	const dropInto = ({ x, y }, name) =>
		code.page.evaluate(
			({ left, top, uri }) => {
				const target = document.elementFromPoint(left, top);
				const dataTransfer = new DataTransfer();
				dataTransfer.setData('text/uri-list', uri);
				const options = { bubbles: true, cancelable: true, clientX: left, clientY: top, dataTransfer };
				for (const type of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(type, options));
			},
			{ left: x, top: y, uri: `vscode-remote://${new URL(code.page.url()).host}${path.join(folder, name)}` },
		);

	const choose = async (name) => {
		await code.run('Lectern: Add Paper from PDF');
		const box = await code.titled('Add Paper from PDF');
		await code.eventually(
			() => box.inputValue(),
			(proposed) => proposed.startsWith('/'),
		);
		await box.fill(path.join(folder, name));
		await code.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
		await code.page.keyboard.press('Enter');
	};

	for (const name of Object.keys(fileFields))
		test(`opens the file that an entry names as ${name} writes it`, async () => {
			await code.open(`${name}.bib`);
			const { x, y } = await code.placeOf(`${name}1999`);
			await code.page.mouse.click(x, y);
			await code.run('Lectern: Open PDF');
			await code.page.locator('.tab', { hasText: `${name}.pdf` }).waitFor();
			await code.close(`${name}.pdf`);
			await code.close(`${name}.bib`);
		});

	test('goes on with the identifier of a paper that the library lacks', async () => {
		await choose('download-3.pdf');
		await code.titled('Add Paper');
		await pickRow(code, 'https://api.crossref.org/works/10.1234%2Flamp.5').waitFor();
		await code.shot('pdf-new');
		await code.page.keyboard.press('Escape');
	});

	test('says that it does not know a file, with what it begins with', async () => {
		await choose('report.pdf');
		await shown('report.pdf was not recognised. It begins with “A report that nobody has in a library”.');
		await code.shot('pdf-unknown');
	});
});
