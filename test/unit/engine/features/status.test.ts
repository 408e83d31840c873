import assert from 'node:assert/strict';
import { defaultSettings, type Settings } from '../../../../server/engine/base/settings.js';
import type { Document } from '../../../../server/engine/documents/document.js';
import { type StatusSurroundings, status } from '../../../../server/engine/features/status.js';
import { zoteroReport } from '../../../../server/engine/render/zoteroReport.js';
import { contextOf, lanternNet, libraryOf, mirrors, note } from '../../note.js';

const library = libraryOf(lanternNet, mirrors);
const surroundings: StatusSurroundings = {
	there: new Set(),
	skipped: [],
	zotero: zoteroReport({ phase: 'off', port: 23119, timeout: 60, libraries: [], hasBetterBibtex: false, unknownGroups: [] }, { now: 0 }),
};

/** The rows of one section with what they offer; nothing where there is no such section. */
function rowsIn(heading: string, document?: Document, settings: Partial<Settings> = {}, more: Partial<StatusSurroundings> = {}) {
	const context = { ...contextOf(library), settings: { ...defaultSettings, ...settings } };
	const { sections } = status(context, document, { ...surroundings, ...more });
	return sections.find((section) => section.heading === heading)?.rows.map(({ text, action }) => (action ? [text, action] : [text]));
}

suite('the status', () => {
	test('names what a document cites, and the keys that no paper has', () => {
		const { document } = note('[@doe2020lantern; @nobody2020] and [@nobody2020] with LanternNet|');
		assert.deepEqual(rowsIn('This document', document), [
			['Papers are found and cited in it, as markdown.'],
			['It cites from all library files of the workspace, since neither it nor a project around it names a bibliography.'],
			['Citations: 3. Names of papers in the text: 1.', 'showInDocument'],
			['Keys that no paper has: nobody2020.', 'showProblems'],
		]);
	});

	test('says of which languages documents are handled where that of the document is not', () => {
		const [row] = rowsIn('This document', undefined, {}, { languageId: 'fortran' })!;
		assert.match(String(row), /^Files of the language fortran are not handled\. Lectern works in: .*latex/);
	});

	test('has nothing about a document where there is none', () => {
		assert.equal(rowsIn('This document'), undefined);
	});

	test('leads to each setting that hides something, and to no other', () => {
		assert.deepEqual(rowsIn('Hidden by settings'), [
			['Files that match these patterns are not read: **/_site/**, **/.quarto/**.', { setting: 'lectern.library.exclude' }],
		]);
		const hiding: Partial<Settings> = {
			'library.bundled': false,
			'library.include': ['notes/**'],
			'library.exclude': [],
			'hover.mentions': false,
			'diagnostics.severity': { 'unknown-key': 'off', 'missing-field': 'hint' },
		};
		assert.deepEqual(
			rowsIn('Hidden by settings', undefined, hiding, { leavesWikilinks: true })?.map(([, action]) => action),
			['library.bundled', 'library.include', 'hover.mentions', 'completion.wikilinks', 'diagnostics.severity'].map((setting) => ({
				setting: `lectern.${setting}`,
			})),
		);
	});

	test('lists files that are not read with the reason, and counts those beyond the first hundred', () => {
		const skipped = Array.from({ length: 130 }, (_, index) => [`file:///${index}.bib`, { text: 'It is no regular file.' }] as const);
		const rows = rowsIn('Files that are not read', undefined, {}, { skipped })!;
		assert.equal(rows.length, 101);
		assert.deepEqual(rows[0], ['It is no regular file.']);
		assert.match(String(rows[100]), /30 more/);
	});
});
