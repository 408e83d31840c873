import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCollection } from '../../evaluation/collection.js';
import { readLabels } from '../../evaluation/labels.js';
import { foundIn, type Outcome, sampleOf, share, wantedIn } from '../../evaluation/score.js';

const collections = 'repository\tcommit\tfield\tlanguage\thalf\nann/notes\tc0ffee\tphysics\ten\ttune\n';
const header = 'repository\tpath\tstart\tend\tkeys\tkind\tpromised\n';

/** The lines of `labels.tsv` for the places of words in a text. */
const rows = (text: string, ...labels: readonly (readonly [words: string, keys: string, kind: string, expected?: string])[]): string =>
	labels
		.map(([words, keys, kind, expected = '']) => {
			const start = text.indexOf(words);
			return `ann/notes\tnote.md\t${start}\t${start + words.length}\t${keys}\t${kind}\t${expected}\n`;
		})
		.join('');

suite('The evaluation on real notes', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-evaluation-'));
	});
	teardown(() => rmSync(folder, { recursive: true }));

	const bibliography = `@article{moth, title = {LampNet: Moths and {LampNet}}, author = {Ann Roe and Bo Ek}, year = 2019}
@article{fog, title = {FogNet: Fog}, author = {Cy Day}, year = 2020}`;

	async function outcomes(text: string, labels: string) {
		writeFileSync(join(folder, 'note.md'), text);
		writeFileSync(join(folder, 'refs.bib'), bibliography);
		const [labelled] = readLabels(collections, header + labels);
		const { pages } = await readCollection(folder, '');
		const brief = ({ text: words, verdict }: Outcome): string => `${words}: ${verdict}`;
		return { found: foundIn(labelled!, pages).map(brief), wanted: wantedIn(labelled!, pages).map(brief) };
	}

	test('counts a mention as right where the label has its paper, and as wrong where it has another or none', async () => {
		const text = 'LampNet, then FogNet. So say Roe and Ek (2019).';
		const { found } = await outcomes(
			text,
			rows(text, ['LampNet', 'moth', 'name'], ['FogNet', '-', ''], ['Roe and Ek (2019)', 'fog', 'author-year']),
		);
		assert.deepEqual(found, ['LampNet: right', 'FogNet: wrong', 'Roe and Ek (2019): wrong']);
	});

	test('counts a mention without a label as wrong on a page that was read whole, and as unjudged elsewhere', async () => {
		const text = 'We read of LampNet here.\n\nFogNet is below.';
		const { found } = await outcomes(text, rows(text, ['We read of LampNet here.', '-', 'page']));
		assert.deepEqual(found, ['LampNet: wrong', 'FogNet: unjudged']);
	});

	test('asks for the labels of pages that were read whole, without those that are only allowed', async () => {
		const text = 'LampNet is of the moth people; FogNet is not.';
		const page = [text, '-', 'page'] as const;
		const labels = rows(
			text,
			page,
			['LampNet', 'moth', 'name', 'promised'],
			['moth people', 'moth', 'authors'],
			['FogNet', 'fog', 'name', 'allowed'],
		);
		assert.deepEqual((await outcomes(text, labels)).wanted, ['LampNet: found', 'moth people: missed']);
	});

	test('draws the same sample for the same seed, with no text more than twice from a collection', () => {
		const [collection] = readLabels(collections, header);
		const found = Array.from({ length: 40 }, (_, at): Outcome => {
			const stretch = { path: 'note.md', start: at, end: at + 1 };
			return {
				...stretch,
				collection: collection!,
				text: `name ${at % 10}`,
				verdict: 'unjudged',
				shown: [],
				keys: [],
				label: undefined,
				isOnPage: false,
			};
		});
		const starts = (seed: number) => sampleOf(found, 12, seed).map(({ start }) => start);
		assert.deepEqual(starts(1), starts(1));
		assert.notDeepEqual(starts(1), starts(2));
		const texts = sampleOf(found, 40, 1).map(({ text }) => text);
		assert.equal(texts.length, 20);
		assert.equal(new Set(texts).size, 10);
	});

	test("gives a share with Wilson's interval", () => {
		assert.equal(share(49, 50), '98.0 % (89.5–99.6), 49/50');
		assert.equal(share(0, 0), '–');
	});

	test('refuses a label whose range is empty, or that names a paper without saying how', () => {
		assert.throws(() => readLabels(collections, `${header}ann/notes\tnote.md\t5\t5\tmoth\tname\t\n`), /no range/);
		assert.throws(() => readLabels(collections, `${header}ann/notes\tnote.md\t5\t9\tmoth\t\t\n`), /no kind/);
	});

	test('knows the half of each collection, and refuses one that there is not', () => {
		const inHalf = (half: string): string => `repository\tcommit\tfield\tlanguage\thalf\nann/notes\tabc\tmoths\ten\t${half}\n`;
		assert.deepEqual(
			['tune', 'final', 'check', 'fresh', 'last', 'sixth'].flatMap((half) =>
				readLabels(inHalf(half), header).map((collection) => collection.half),
			),
			['tune', 'final', 'check', 'fresh', 'last', 'sixth'],
		);
		assert.throws(() => readLabels(inHalf('rest'), header), /the half is one of tune, final, check/);
	});

	test('has labels for every collection, and for no other', () => {
		const read = (name: string): string => readFileSync(join('test/evaluation', name), 'utf8');
		const labelled = readLabels(read('collections.tsv'), read('labels.tsv'));
		for (const { repository, labels, read: stretches } of labelled) assert.ok(labels.length + stretches.length > 0, repository);
		const known = new Set(labelled.map(({ repository }) => repository));
		const named = read('labels.tsv')
			.split('\n')
			.slice(1)
			.flatMap((line) => line.split('\t')[0] || []);
		assert.deepEqual(
			named.filter((repository) => !known.has(repository)),
			[],
		);
	});
});
