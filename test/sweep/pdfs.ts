// Reads real PDFs and recognises them: those below a folder, or those of Debian packages, which are downloaded and unpacked into a temporary folder.
// usage: node pdfs.mjs FOLDER, or node pdfs.mjs --packages libtasn1-doc,texlive-base [--verbose]. Nothing of them is kept here.
// A PDF that states a title and an author which its first pages show becomes an entry; its PDF has to be recognised as that one or not at all, and
// no other PDF as any. Ends with 1 where one is wrong.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold } from '../../server/engine/base/fold.js';
import type { PdfReading } from '../../server/engine/base/pdf.js';
import { recognisingPdf } from '../../server/engine/features/recognisePdf.js';
import { readBibtex } from '../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../server/engine/library/store.js';
import { PdfError } from '../../server/platform/node/pdf/objects.js';
import { readPdf } from '../../server/platform/node/pdf/read.js';

const [given = '', ...more] = process.argv.slice(2);
const isVerbose = more.includes('--verbose');
const temporary = mkdtempSync(join(tmpdir(), 'lectern-pdfs-'));
const letters = (text: string): string => fold(text).replaceAll(' ', '');

/** Downloads packages and unpacks them, without installing anything. */
function unpacked(packages: readonly string[]): string {
	execFileSync('apt-get', ['download', ...packages], { cwd: temporary, stdio: 'inherit' });
	for (const name of readdirSync(temporary).filter((each) => each.endsWith('.deb')))
		execFileSync('dpkg-deb', ['-x', join(temporary, name), join(temporary, 'files')]);
	return join(temporary, 'files');
}

/** The title and the author that a file states, if its first pages show both; nothing where what it states is something else. */
function statedIn({ notes, pages }: PdfReading): { readonly title: string; readonly author: string } | undefined {
	const page = pages.flat().map(({ text }) => text);
	const whole = letters(page.join(' '));
	const isName = (text: string): boolean => /^\p{Lu}[\p{L}.-]*(?: \p{Lu}[\p{L}.-]*){1,2}$/u.test(text);
	const author = notes.map((note) => note.split(/,| and /)[0]!.trim()).find((each) => isName(each) && whole.includes(letters(each)));
	const title = notes.find(
		(note) =>
			note !== author &&
			!note.includes('{') &&
			letters(note).length >= 20 &&
			fold(note).split(' ').length > 2 &&
			page.some((line) => letters(line) === letters(note)),
	);
	return author !== undefined && title !== undefined && letters(title) !== letters(author) ? { title, author } : undefined;
}

try {
	const folder = given === '--packages' ? unpacked((more[0] ?? '').split(',')) : given;
	if (folder === '') throw new Error('usage: pdfs.mjs FOLDER | --packages NAME,NAME');
	const paths = readdirSync(folder, { recursive: true })
		.map((name) => join(folder, String(name)))
		.filter((path) => path.endsWith('.pdf'))
		.sort();
	const count = { read: 0, 'without text': 0, failed: 0, stated: 0, right: 0, silent: 0, wrong: 0 };
	const readings: { readonly path: string; readonly reading: PdfReading }[] = [];
	for (const path of paths)
		try {
			const reading = readPdf(readFileSync(path));
			count[reading.pages.flat().length > 0 ? 'read' : 'without text']++;
			readings.push({ path, reading });
		} catch (error) {
			if (!(error instanceof PdfError)) throw error;
			count.failed++;
			console.log(`${path}: ${error.code}`);
		}
	const stated = readings.map(({ reading }) => statedIn(reading));
	const entries = stated.flatMap((each, index) => (each ? [`@book{k${index}, title = {{${each.title}}}, author = {${each.author}}}`] : []));
	const store = createLibraryStore();
	store.replace({ uri: 'file:///stated.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(entries.join('\n')));
	for (const [index, { path, reading }] of readings.entries()) {
		const steps = recognisingPdf(store.current, reading, 'download.pdf');
		let step = steps.next();
		while (!step.done) step = steps.next();
		const found = step.value.paper?.title;
		const wanted = stated[index]?.title;
		if (wanted !== undefined) count.stated++;
		if (found === undefined) {
			if (wanted !== undefined) count.silent++;
			if (wanted !== undefined && isVerbose) console.log(`silent: ${path} (${wanted})`);
		} else if (
			(wanted !== undefined && letters(wanted) === letters(found)) ||
			reading.pages.some((lines) => lines.some(({ text }) => letters(text) === letters(found)))
		)
			// A title that heads another file, too, is that file's own: a part, or a translation.
			count.right++;
		else {
			count.wrong++;
			console.log(`wrong: ${path} (${found})`);
		}
	}
	console.log(
		Object.entries(count)
			.map(([name, value]) => `${name} ${value}`)
			.join(' · '),
	);
	if (count.wrong > 0) process.exitCode = 1;
} finally {
	rmSync(temporary, { recursive: true });
}
