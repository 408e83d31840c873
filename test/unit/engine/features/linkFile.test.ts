import assert from 'node:assert/strict';
import { linkFile } from '../../../../server/engine/features/linkFile.js';
import { attachedFiles } from '../../../../server/engine/library/formats/bibtex/files.js';
import { scanBibtex } from '../../../../server/engine/library/formats/bibtex/scan.js';

const bibliography = 'file:///home/lang/thesis/refs.bib';
function linked(entry: string, uri: string, folders: readonly string[] = []): string {
	const change = linkFile(entry, 'lang', { uri, bibliography, folders });
	return typeof change === 'object' ? entry.slice(0, change.span.start) + change.text + entry.slice(change.span.end) : String(change);
}

suite('linking a file in an entry', () => {
	test('writes a path from the bibliography’s folder, in the entry’s style', () => {
		const entry = '@book{lang,\n  title = {Seals},\n  year  = {2021}\n}';
		assert.equal(
			linked(entry, 'file:///home/lang/thesis/papers/lang.pdf'),
			'@book{lang,\n  title = {Seals},\n  year  = {2021},\n  file  = {:papers/lang.pdf:PDF}\n}',
		);
	});

	test('writes a path from a folder of the setting, or an absolute one', () => {
		assert.match(linked('@book{lang,\n title={Seals},\n}', 'file:///data/pdfs/a.pdf', ['file:///data/pdfs']), /\{:a\.pdf:PDF\}/);
		assert.match(linked('@book{lang,\n title={Seals},\n}', 'file:///data/pdfs/a.pdf'), /\{:\/data\/pdfs\/a\.pdf:PDF\}/);
	});

	for (const name of ['a;b.pdf', 'a:b.pdf', 'Müller & Söhne.pdf', '50% of it.pdf', 'a_b#c.pdf', '论文.pdf'])
		test(`writes “${name}” so that it is read again`, () => {
			const written = linked('@book{lang,\n title={Seals},\n}', `file:///home/lang/thesis/${encodeURIComponent(name)}`);
			const [entry] = scanBibtex(written).entries;
			const field = entry!.fields.find((each) => each.name === 'file')!;
			assert.deepEqual(attachedFiles(written.slice(field.valueStart + 1, field.valueEnd - 1)), [{ path: name, type: 'PDF' }]);
		});

	test('adds to the files that the entry names', () => {
		assert.equal(
			linked('@book{lang,\n file = {:one.pdf:PDF},\n}', 'file:///home/lang/thesis/two.pdf'),
			'@book{lang,\n file = {:one.pdf:PDF;:two.pdf:PDF},\n}',
		);
	});

	test('leaves an entry alone that names the file, in whatever form', () => {
		for (const value of [':papers/lang.pdf:PDF', 'papers/lang.pdf', 'Full Text:papers/lang.pdf:application/pdf'])
			assert.equal(linked(`@book{lang,\n file = {${value}},\n}`, 'file:///home/lang/thesis/papers/lang.pdf'), 'linked');
	});

	test('writes nothing that would end the value, nor into one that is put together', () => {
		for (const name of ['a}b.pdf', 'a{b.pdf', 'a%22b.pdf', 'a%5Cb.pdf', 'a%0Ab.pdf'])
			assert.equal(linked('@book{lang,\n title={Seals},\n}', `file:///home/lang/thesis/${name}`), 'impossible');
		assert.equal(linked('@book{lang,\n file = folder # {x.pdf},\n}', 'file:///home/lang/thesis/a.pdf'), 'impossible');
	});

	test('is nothing without such an entry', () => {
		assert.equal(linked('@book{other,\n title={Seals},\n}', 'file:///home/lang/thesis/a.pdf'), 'undefined');
	});
});
