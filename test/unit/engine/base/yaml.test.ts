import assert from 'node:assert/strict';
import { Parser, parseDocument } from 'yaml';
import { parseYaml } from '../../../../server/engine/base/yaml.js';

const options = { schema: 'failsafe', prettyErrors: false, uniqueKeys: false } as const;

suite('YAML', () => {
	test('is read as its library reads it', () => {
		for (const text of ['', 'a: b\nc: [d, {e: f}]\n', '# only a comment\n', 'a: [', '- a\n- b\n', 'a: &x b\nc: *x\n'])
			assert.deepEqual(
				[parseYaml(text, options).toJS(), parseYaml(text, options).errors.length],
				[parseDocument(text, options).toJS(), parseDocument(text, options).errors.length],
				text,
			);
	});

	test('has an error for each repeated key, as its library says', () => {
		const strict = { schema: 'failsafe', prettyErrors: false } as const;
		for (const text of [
			'a: b\na: c\n',
			'a: {b: c, b: d, b: e}\n',
			'- a: b\n  "a": c\n- a: d\n',
			'? [a]\n: b\n? [a]\n: c\n',
			'a: [\na: b\na: c\n',
		]) {
			const said = ({ errors }: ReturnType<typeof parseYaml>) => errors.map(({ code, pos }) => [code, pos[0]]);
			assert.deepEqual(said(parseYaml(text, strict)), said(parseDocument(text, strict)), text);
		}
	});

	test('of two documents is the first one, with an error', () => {
		const { contents, errors } = parseYaml('a: b\n---\nc: d\n', options);
		assert.deepEqual([contents?.toJSON(), errors.map(({ code }) => code)], [{ a: 'b' }, ['MULTIPLE_DOCS']]);
	});

	test('of more than 16 million characters is empty, with an error', () => {
		const { contents, errors } = parseYaml('key: words and words\n'.repeat(820_000), options);
		assert.deepEqual([contents, errors.map(({ message }) => message)], [null, ['It has more than 16 million characters.']]);
	});

	test('of more than two million tokens is empty, with an error', () => {
		assert.equal(parseYaml('-\n'.repeat(900_000), options).errors.length, 0);
		const { contents, errors } = parseYaml('-\n'.repeat(1_100_000), options);
		assert.deepEqual([contents, errors.map(({ message }) => message)], [null, ['It has more than 2 million tokens.']]);
	});

	test('nested too deep is empty, with an error, however it is written', () => {
		const nested = [
			(depth: number) => '['.repeat(depth) + ']'.repeat(depth),
			(depth: number) => `${'- '.repeat(depth)}a`,
			(depth: number) => '{a: '.repeat(depth) + '}'.repeat(depth),
		];
		for (const write of nested) {
			assert.equal(parseYaml(write(90), options).errors.length, 0, write(3));
			const { contents, errors } = parseYaml(write(50_000), options);
			assert.deepEqual([contents, errors.length], [null, 1], write(3));
		}
	});

	for (const [what, text, message] of [
		['brackets', '['.repeat(2_000_000), 'Collections are nested more than 100 deep.'],
		['mistakes', `a: ${']'.repeat(2_000_000)}`, 'It has more than 1000 mistakes.'],
	] as const)
		test(`of millions of ${what} is given up after the first thousand`, () => {
			const { next } = Parser.prototype;
			let lexemes = 0;
			Parser.prototype.next = function (this: Parser, lexeme) {
				lexemes++;
				return next.call(this, lexeme);
			};
			try {
				const { contents, errors } = parseYaml(text, options);
				assert.deepEqual([contents, errors.map((error) => error.message)], [null, [message]]);
			} finally {
				Parser.prototype.next = next;
			}
			assert.ok(lexemes > 50 && lexemes < 3000, `${lexemes} lexemes`);
		});

	test('has a thousand errors at most', () => {
		for (const text of ['k:\n'.repeat(3000), `a: ${'"'.repeat(6000)}\n`])
			assert.equal(parseYaml(text, { ...options, uniqueKeys: true }).errors.length, 1000);
	});
});
