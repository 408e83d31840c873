import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The files of the project by their paths, each with a slash before it. */
const files = ['server', 'client', 'scripts', 'test']
	.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `/${folder}/${String(name).replaceAll(path.sep, '/')}`))
	.filter((name) => !name.startsWith('/test/out/'));

/** The paths and names of source files that a page has in backticks. */
const namedIn = (page: string): readonly string[] => {
	const code = readFileSync(page, 'utf8').matchAll(/`([\w./-]+\.(?:ts|mjs))`/g);
	return [...new Set(Array.from(code, ([, name]) => name!))];
};

/** The pages that a page links to, by their paths from the root. */
const linkedIn = (page: string): readonly string[] =>
	Array.from(readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g), ([, target]) =>
		path.posix.join(path.posix.dirname(page), target!),
	);

for (const page of ['docs/architecture.md', 'CONTRIBUTING.md'])
	suite(page, () => {
		test('names only source files that exist', () => {
			assert.deepEqual(
				namedIn(page).filter((name) => !existsSync(name) && !files.some((file) => file.endsWith(`/${name}`))),
				[],
			);
		});

		test('links only to pages that exist', () => {
			assert.deepEqual(
				linkedIn(page).filter((target) => !existsSync(target)),
				[],
			);
		});
	});

suite('docs/editors.md', () => {
	test('has no configuration that is neither run by a test nor marked as not tested', () => {
		const tests = readdirSync('test/tools').map((name) => readFileSync(path.join('test/tools', name), 'utf8'));
		const run = new Set(
			tests.flatMap((text) => Array.from(text.matchAll(/(?:blocksOf\(|section: )'([^']+)'/g), ([, section]) => section!)),
		);
		const [, ...sections] = readFileSync('docs/editors.md', 'utf8').split('\n## ');
		const unclear = sections.filter((section) => {
			const title = section.slice(0, section.indexOf('\n'));
			return section.includes('\n```') && run.has(title) === section.includes('**Not tested.**');
		});
		assert.ok(run.size > 0);
		assert.deepEqual(unclear, []);
	});
});

suite('docs/dependencies.md', () => {
	const { dependencies = {}, devDependencies = {} }: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
		readFileSync('package.json', 'utf8'),
	);
	const packages = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
	/** The cells of the rows of its tables: packages first, the reason last. */
	const rows = Array.from(readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| (.+) \|$/gm), ([, row]) =>
		row!.split(' | ').map((cell) => cell.trim()),
	);

	test('has a reason for every package, in one row', () => {
		const reasons = packages.map((name) => rows.filter(([names]) => names!.split(', ').includes(name)).map((row) => row.at(-1)));
		assert.deepEqual(
			packages.filter((_, index) => reasons[index]!.length !== 1 || !/\w+ \w+/.test(reasons[index]![0]!)),
			[],
		);
	});
});
