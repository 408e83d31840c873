import assert from 'node:assert/strict';
import { ZoteroConnection, ZoteroError } from '../../../../../server/engine/library/zotero/connection.js';
import { exportedEntry, openAddress, paperDetails, selectAddress } from '../../../../../server/engine/library/zotero/details.js';
import { zoteroOptionsOf } from '../../../../../server/engine/library/zotero/options.js';
import { zoteroSection } from '../../../../../server/engine/render/zoteroSection.js';
import { askZotero } from '../../../../../server/platform/node/zotero.js';
import { type StandInLibrary, ZoteroStandIn } from '../../../../zotero/standIn.mjs';

suite('what Zotero has of one paper', () => {
	let zotero: ZoteroStandIn;
	teardown(() => zotero?.stop());
	const start = async (version: 7 | 8 | 9 | 10 = 10, betterBibtex = false) => {
		zotero = await new ZoteroStandIn({ version, betterBibtex }).start();
		return new ZoteroConnection(askZotero, zotero.port);
	};

	/** A paper with a PDF, two annotations and a note. */
	const seals = (library?: StandInLibrary) => {
		const item = zotero.add(
			{
				title: 'Harbour seals',
				creators: [{ creatorType: 'author', firstName: 'Mira', lastName: 'Lang' }],
				date: '2021',
				abstractNote: 'Seals sleep.',
				citationKey: 'lang2021',
				bbtKey: 'lang2021',
			},
			library,
		);
		const pdf = zotero.add(
			{
				itemType: 'attachment',
				parentItem: item,
				contentType: 'application/pdf',
				linkMode: 'imported_file',
				localFile: 'file:///home/ada/Zotero/storage/X/seals.pdf',
			},
			library,
		);
		const annotation = (data: object) =>
			zotero.add({ itemType: 'annotation', parentItem: pdf, annotationType: 'highlight', ...data }, library);
		const second = annotation({
			annotationText: 'Second.',
			annotationSortIndex: '00001|1',
			annotationPageLabel: '13',
			annotationColor: 'javascript:x',
			annotationPosition: 'broken',
		});
		const first = annotation({
			annotationText: 'First <b>.',
			annotationComment: 'Check.',
			annotationSortIndex: '00000|9',
			annotationPageLabel: '12',
			annotationColor: '#ffd400',
			annotationPosition: JSON.stringify({ pageIndex: 3, rects: [] }),
		});
		zotero.add({ itemType: 'note', parentItem: item, note: '<h1>Mine</h1><p>One &amp; two<br>three</p>' }, library);
		return { item, pdf, first, second };
	};

	test('are its annotations by page, its notes, its abstract and its file', async () => {
		for (const [version, group] of [
			[9, undefined],
			[10, undefined],
			[10, 12],
		] as const) {
			const connection = await start(version);
			const library = group === undefined ? undefined : zotero.group(group, 'Lab');
			const { item, pdf, first, second } = seals(library);
			const root = group === undefined ? 'library' : `groups/${group}`;
			const details = await paperDetails(connection, { item: `${root}/items/${item}` });
			const attachment = `${root}/items/${pdf}`;
			assert.deepEqual(details, {
				annotations: [
					{
						item: `${root}/items/${first}`,
						attachment,
						kind: 'highlight',
						text: 'First <b>.',
						comment: 'Check.',
						color: '#ffd400',
						page: '12',
						pageNumber: 4,
					},
					{ item: `${root}/items/${second}`, attachment, kind: 'highlight', text: 'Second.', comment: '', page: '13' },
				],
				notes: [{ item: details.notes[0]!.item, text: 'Mine\nOne & two\nthree' }],
				abstract: 'Seals sleep.',
				pdf: 'file:///home/ada/Zotero/storage/X/seals.pdf',
			});
			await zotero.stop();
		}
	});

	test('has a linked file by its path', async () => {
		const connection = await start();
		for (const [path, expected] of [
			['/data/R&D #1/x.pdf', 'file:///data/R%26D%20%231/x.pdf'],
			['C:\\papers\\x.pdf', 'file:///C:/papers/x.pdf'],
			['attachments:x.pdf', undefined],
			['\\\\evil\\share\\x.pdf', undefined],
		] as const) {
			const item = zotero.add({ title: 'Eels' });
			zotero.add({ itemType: 'attachment', parentItem: item, contentType: 'application/pdf', linkMode: 'linked_file', path });
			assert.equal((await paperDetails(connection, { item: `library/items/${item}` })).pdf, expected);
		}
	});

	test('is shown with colour, page and comment, escaped', async () => {
		const connection = await start();
		const { item, first } = seals();
		const html = zoteroSection({ details: await paperDetails(connection, { item: `library/items/${item}` }) });
		assert.match(html, /fill="#ffd400"/);
		assert.match(html, /<q>First &lt;b&gt;\.<\/q><p class="comment">Check\.<\/p>/);
		assert.match(html, /page 12/);
		assert.match(html, new RegExp(`data-command="insertAnnotation" data-annotation="library/items/${first}"`));
		assert.match(html, /<h2>Notes in Zotero<\/h2><ul><li>Mine<br>One &amp; two<br>three<\/li>/);
		assert.doesNotMatch(html, /javascript:/);
	});

	test('is said not to be had where Zotero ends', async () => {
		const connection = await start();
		const { item } = seals();
		await zotero.stop();
		await assert.rejects(paperDetails(connection, { item: `library/items/${item}` }), ZoteroError);
	});

	test('has addresses in Zotero only where a link is one of an item', () => {
		assert.equal(selectAddress('library/items/ABCD2345'), 'zotero://select/library/items/ABCD2345');
		assert.equal(selectAddress('groups/12/items/ABCD2345'), 'zotero://select/groups/12/items/ABCD2345');
		assert.equal(
			openAddress('library/items/ABCD2345', 4, 'library/items/WXYZ6789'),
			'zotero://open-pdf/library/items/ABCD2345?page=4&annotation=WXYZ6789',
		);
		assert.equal(openAddress('library/items/ABCD2345'), 'zotero://open-pdf/library/items/ABCD2345');
		for (const link of ['library/items/x', '../items/ABCD2345', 'library/items/ABCD2345?x', 'javascript:alert(1)', ''])
			assert.deepEqual([selectAddress(link), openAddress(link)], [undefined, undefined]);
	});

	suite('as an entry', () => {
		const entry = async (connection: ZoteroConnection, hasMadeKey = false, groupName?: string, library?: StandInLibrary) => {
			const { item } = seals(library);
			const root = library ? library.path : 'library';
			return exportedEntry(
				connection,
				{ item: `${root}/items/${item}` },
				{ key: 'lang2021', hasMadeKey, ...(groupName === undefined ? {} : { groupName }) },
			);
		};

		test('is what Zotero exports, without the files of this machine', async () => {
			const found = await entry(await start());
			assert.match(
				found!.text,
				/^\s*@article\{lang2021,\n\ttitle = \{Harbour seals\},\n\tauthor = \{Lang, Mira\},\n\tdate = \{2021\},\n\tabstract = \{Seals sleep\.\},?\n\}/,
			);
			assert.doesNotMatch(found!.text, /file|\/home\/ada/);
			assert.equal(found!.key, 'lang2021');
			assert.equal(found!.text[found!.start], '@');
		});

		test('is what Better BibTeX exports where it is installed, of groups, too', async () => {
			for (const name of [undefined, 'Lab']) {
				const connection = await start(10, true);
				const library = name === undefined ? undefined : zotero.group(12, name);
				assert.ok(await entry(connection, false, name, library));
				assert.ok(zotero.requests.some(({ body }) => body.includes('"item.export"')));
				assert.ok(!zotero.requests.some(({ path }) => path.includes('format=biblatex')));
				await zotero.stop();
			}
		});

		test('is Zotero’s own where the key is ours', async () => {
			const connection = await start(10, true);
			assert.ok(await entry(connection, true));
			assert.ok(!zotero.requests.some(({ body }) => body.includes('"item.export"')));
		});

		test('is none where Zotero has ended', async () => {
			const connection = await start();
			const { item } = seals();
			await zotero.stop();
			assert.equal(await exportedEntry(connection, { item: `library/items/${item}` }, { key: 'x', hasMadeKey: false }), undefined);
		});
	});
});

suite('the setting for Zotero', () => {
	for (const [setting, expected] of [
		[undefined, { isOn: false, port: 23119, groups: [], timeout: 60 }],
		[{}, { isOn: false, port: 23119, groups: [], timeout: 60 }],
		[
			{ enabled: true, port: 23124, groups: 'All' },
			{ isOn: true, port: 23124, groups: 'all', timeout: 60 },
		],
		[
			{ enabled: true, groups: ' Lab , Other,' },
			{ isOn: true, port: 23119, groups: ['Lab', 'Other'], timeout: 60 },
		],
		[
			{ enabled: 'true', port: 0, groups: 5 },
			{ isOn: false, port: 23119, groups: [], timeout: 60 },
		],
		[
			{ enabled: true, port: 70_000 },
			{ isOn: true, port: 23119, groups: [], timeout: 60 },
		],
		[
			{ enabled: true, port: 23119.5, host: 'evil.test' },
			{ isOn: true, port: 23119, groups: [], timeout: 60 },
		],
		[
			{ enabled: true, timeout: 120 },
			{ isOn: true, port: 23119, groups: [], timeout: 120 },
		],
		[
			{ enabled: true, timeout: 0 },
			{ isOn: true, port: 23119, groups: [], timeout: 60 },
		],
	] as const)
		test(`${JSON.stringify(setting)} is read whatever is wrong in it`, () => {
			assert.deepEqual(zoteroOptionsOf(setting), expected);
		});
});

suite('requests to Zotero', () => {
	test('are made one at a time, those that somebody waits for first', async () => {
		const order: string[] = [];
		let running = 0;
		const connection = new ZoteroConnection(async (_, { path }) => {
			assert.equal(++running, 1);
			await new Promise((resolve) => setTimeout(resolve, 1));
			order.push(path);
			running--;
			return { status: 200, headers: { 'zotero-api-version': '3' }, text: '[]' };
		}, 1);
		await Promise.all([
			connection.list('1'),
			connection.list('2'),
			connection.list('3'),
			connection.list('4', 100),
			connection.list('5', 100),
		]);
		assert.deepEqual(order, ['/api/1', '/api/4', '/api/5', '/api/2', '/api/3']);
	});
});
