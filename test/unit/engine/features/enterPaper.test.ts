import assert from 'node:assert/strict';
import { enteredPaper, entryForm } from '../../../../server/engine/features/enterPaper.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';

suite('entering a paper by hand', () => {
	test('asks for what each type has to have, and explains every field', () => {
		const { types, explained } = entryForm();
		const article = types.find(({ name }) => name === 'article')!;
		assert.deepEqual(article.required, [['author'], ['title'], ['journaltitle'], ['date']]);
		assert.ok(article.optional.includes('volume') && article.optional.includes('doi'), article.optional.join());
		const book = types.find(({ name }) => name === 'book')!;
		assert.deepEqual(book.required[0], ['author', 'editor']);
		for (const { name, required, optional } of types)
			for (const field of [...required.flat(), ...optional]) assert.match(explained[field] ?? '', / /, `${name}: ${field}`);
	});

	test('asks for nothing twice within a type', () => {
		for (const { name, required, optional } of entryForm().types) {
			const all = [...required.flat(), ...optional];
			assert.equal(new Set(all).size, all.length, name);
		}
	});

	for (const [author, families] of [
		['Fogg, Tom', ['Fogg/Tom']],
		['van der Berg, Jan; Ann Roe', ['Berg/Jan', 'Roe/Ann']],
		['King, Jr., Martin Luther and Li Wei', ['King/Martin Luther', 'Wei/Li']],
	] as const)
		test(`takes “${author}” for names`, () => {
			const { entry } = enteredPaper('misc', { author, title: 'Lanterns' }, '');
			const [record] = readBibtex(entry).records;
			assert.deepEqual(
				record?.authors.map(({ family, given }) => `${family}/${given}`),
				families,
			);
		});

	test('writes the entry as it is read back, with a key made of it', () => {
		const { key, entry, missing } = enteredPaper(
			'article',
			{
				author: 'Ann Roe; Li Wei\nWorld & Co',
				title: 'Costs of 100% light: the {odd} case & InfoGAN',
				journaltitle: 'Journal of Dim Light',
				date: '2019-05',
				pages: '12-34',
				doi: 'https://doi.org/10.1234/lamp.5',
				volume: ' ',
			},
			'',
		);
		assert.equal(key, 'roe2019costs');
		assert.deepEqual(missing, []);
		const [record] = readBibtex(entry).records;
		assert.equal(record?.title, 'Costs of 100% light: the {odd} case & InfoGAN');
		assert.deepEqual(
			record?.authors.map(({ family }) => family),
			['Roe', 'Wei', 'Co'],
		);
		assert.deepEqual(
			[record?.year, record?.doi, record?.fields.pages, record?.fields.volume],
			[2019, '10.1234/lamp.5', '12–34', undefined],
		);
	});

	test('uses the names of fields that the bibliography uses', () => {
		const values = { author: 'Ann Roe', title: 'Lanterns', institution: 'Foghorn University', type: 'phdthesis', date: '2019' };
		assert.match(enteredPaper('thesis', values, '').entry, /^@phdthesis\{roe2019lanterns,[\s\S]*school = \{Foghorn University\}/);
		const biblatex = '@thesis{a, author = {A}, title = {B}, institution = {C}, date = {2001}, type = {phdthesis}}\n';
		assert.match(enteredPaper('thesis', values, biblatex).entry, /^@thesis\{roe2019lanterns,[\s\S]*institution *= \{Foghorn University\}/);
	});

	test('says what is still missing, and leaves out what is no field of the form', () => {
		const { entry, missing } = enteredPaper('article', { title: 'Fog', 'x = {}, y': 'evil', __proto__: 'no' }, '');
		assert.deepEqual(missing, [['author'], ['journaltitle'], ['date']]);
		assert.match(entry, /^@article\{fog,\s+title = \{Fog\},?\s+\}$/);
	});

	test('keeps whatever is entered within its field', () => {
		for (const title of ['}', '{', '\\', '"', '@book{x,', '%', '$', '#', '~', '{{', 'a}, note = {b', '\\}']) {
			const { entry } = enteredPaper('misc', { title, author: `${title} Roe`, url: `https://e.org/${title}` }, '');
			const { records } = readBibtex(`${entry}\n@misc{next, title = {After}}\n`);
			assert.deepEqual(
				records.map((record) => record.title),
				[title, 'After'],
				entry,
			);
		}
	});
});
