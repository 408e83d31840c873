// What is written in each editor that is driven: the same folder, and what the files hold in the end.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bib = `@book{fog1999,
  author = {Moor, Ada},
  title = {Fog over quiet water},
  publisher = {Harbour},
  date = {1999},
}
`;

const note = 'Grüße 🌫 [see @fog1999; @fogg1999].\n';

/** A key that is misspelt in `note.md`, and one that `lacking.md` cites though its bibliography lacks it. */
export const misspelt = 'fogg1999';
export const lacking = 'chen2016infogan';

/** The name that a writer gives `fog1999` last of all. */
export const newKey = 'mist_1';

/** What is typed for a citation: words of the title and of the author, in no order, behind letters that count differently. */
export const cited = { before: 'Ü 🌫 [@', words: 'quiet moor', after: ']' } as const;

/** Makes a folder of notes; returns its path. */
export function makeNotes(): string {
	const folder = mkdtempSync(join(tmpdir(), 'lectern-writing-'));
	writeFileSync(join(folder, 'refs.bib'), bib);
	writeFileSync(join(folder, 'note.md'), note);
	writeFileSync(join(folder, 'closed.md'), 'Never opened: @fog1999.\n');
	writeFileSync(join(folder, 'lacking.md'), `---\nbibliography: refs.bib\n---\n\nAs [@${lacking}].\n`);
	return folder;
}

/** The files of a folder by their names. */
export const filesIn = (folder: string): Readonly<Record<string, string>> =>
	Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

/** Asserts what the files hold after the misspelt key was fixed, a citation completed, an entry added, and the key renamed. */
export const expected = {
	fixedAndCited: (files: ReturnType<typeof filesIn>) =>
		assert.equal(
			files['note.md'],
			`${note.replace(misspelt, 'fog1999')}${cited.before}fog1999${cited.after}\n`.replaceAll('fog1999', newKey),
		),
	added: (files: ReturnType<typeof filesIn>) => {
		const [entries, added] = files['refs.bib']!.split(`\n@inproceedings{${lacking},`);
		assert.equal(entries!.trimEnd(), bib.trimEnd().replace('fog1999', newKey));
		assert.match(added!, /title *= *\{+InfoGAN/);
	},
	renamed: (files: ReturnType<typeof filesIn>) => assert.equal(files['closed.md'], `Never opened: @${newKey}.\n`),
};

/** Asks again until there is a value. After a minute it never will be there, and what the editor shows is the reason. */
export async function until<T>(ask: () => T | undefined | false, shown: () => unknown): Promise<T> {
	for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
		const value = ask();
		if (value) return value;
		if (Date.now() > end) throw new Error(`still ${JSON.stringify(shown())}: ${ask}`);
	}
}
