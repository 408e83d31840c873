import assert from 'node:assert/strict';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import type { CacheFolder, FileSystem } from '../../../../server/engine/base/files.js';
import { createNoteFiles } from '../../../../server/engine/documents/noteFiles.js';
import { closedNote, NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { allOf } from '../../bytes.js';
import { lanternNet, libraryOf, mirrors } from '../../note.js';

/** A folder of notes in memory that counts how often one is read. */
function folder(texts: Record<string, string>) {
	let reads = 0;
	const files: FileSystem = {
		read: async (uri) => {
			reads++;
			return new TextEncoder().encode(texts[uri]);
		},
		stat: async (uri) => (texts[uri] === undefined ? undefined : { size: texts[uri].length, modified: 1 }),
		readFolder: async () => [],
	};
	return { files, reads: () => reads };
}

function memory(): CacheFolder & { readonly kept: Map<string, Uint8Array> } {
	const kept = new Map<string, Uint8Array>();
	return { kept, read: async (name) => kept.get(name), write: async (name, parts) => void kept.set(name, await allOf(parts)) };
}

const uri = 'file:///a.md';
const library = libraryOf(lanternNet);
const paper = library.byKey('doe2020lantern')[0]!;

/** Reads the note with a cache, as one session does, and answers its index. */
async function session(texts: Record<string, string>, cache: CacheFolder, its = library) {
	const { files, reads } = folder(texts);
	const notes = new NoteIndex();
	const noteFiles = createNoteFiles(notes, files, cache, 'notes.json');
	await noteFiles.load();
	const known = await noteFiles.knownNotes([uri], neverCancelled);
	if (!(known.has(uri) && noteFiles.restore(uri, its))) await noteFiles.read(uri, its, false);
	await noteFiles.save();
	return { notes, reads: reads() };
}

suite('the notes’ index between two starts', () => {
	test('answers from what was kept, without reading the note again', async () => {
		const cache = memory();
		const first = await session({ [uri]: 'We like LanternNet, see [@doe2020lantern].' }, cache);
		const second = await session({ [uri]: 'We like LanternNet, see [@doe2020lantern].' }, cache);
		assert.deepEqual([first.reads, second.reads], [1, 0]);
		assert.equal(second.notes.references(paper).length, 2);
		assert.deepEqual(second.notes.references(paper), first.notes.references(paper));
	});

	test('reads a note that has changed', async () => {
		const cache = memory();
		await session({ [uri]: 'LanternNet' }, cache);
		const { notes, reads } = await session({ [uri]: 'Nothing of that kind' }, cache);
		assert.equal(reads, 1);
		assert.deepEqual(notes.references(paper), []);
	});

	test('reads a note again where the library has other names', async () => {
		const cache = memory();
		await session({ [uri]: 'LanternNet' }, cache);
		assert.equal((await session({ [uri]: 'LanternNet' }, cache, libraryOf(lanternNet, mirrors))).reads, 1);
	});

	test('does without a cache that is damaged', async () => {
		const cache = memory();
		await session({ [uri]: 'LanternNet' }, cache);
		cache.kept.set('notes.json', new TextEncoder().encode('{"format":1,"keys":[],"entries":[[1]]}'));
		const { notes } = await session({ [uri]: 'LanternNet' }, cache);
		assert.equal(notes.references(paper).length, 1);
	});

	test('has nothing of a note that an editor has opened by the time its papers are found', async () => {
		const notes = new NoteIndex();
		const noteFiles = createNoteFiles(notes, folder({ [uri]: 'LanternNet' }).files, undefined, 'notes.json');
		let asked = 0;
		await noteFiles.read(uri, library, false, () => ++asked < 3);
		assert.deepEqual([asked, notes.note(uri)], [3, undefined]);
	});

	test('looks for papers in a long note in many steps, between which others have their turn', () => {
		const named = 'LanternNet is compared here. '.repeat(200);
		const steps = [...closedNote(uri, 'markdown', named).mentionsInSteps(library)];
		assert.ok(steps.length > 20, `${steps.length}`);
	});
});
