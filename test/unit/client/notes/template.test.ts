// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are written so in a setting.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { noteFrom, pathFrom } from '../../../../client/notes/template.js';

const values = {
	key: 'ribeiro2016why',
	title: '"Why Should I Trust You?": Explaining \\ Any Classifier',
	authors: 'Ribeiro',
	venue: 'KDD',
	year: '2016',
	date: '2026-01-05',
};
const { default: usual } = JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration.properties['lectern.notes.template'];

suite('A note’s template', () => {
	test('makes front matter that is YAML, whatever quotes the title has', () => {
		const [, frontMatter = ''] = /^---\n([\s\S]+?)\n---\n/.exec(noteFrom(usual, values)) ?? [];
		const { paper, title } = parse(frontMatter);
		assert.equal(paper, values.key);
		assert.equal(title, `Notes on ${values.title}`);
	});

	test('takes the title as it is in the text, and outside of quotes', () => {
		assert.equal(noteFrom('---\nt: ${title}\n---\n"${title}"', values), `---\nt: ${values.title}\n---\n"${values.title}"`);
		assert.equal(noteFrom('"${title}"', values), `"${values.title}"`);
	});

	test('leaves what it does not know', () => {
		assert.equal(noteFrom('${title2} ${constructor} $key {key} ${key}', values), '${title2} ${constructor} $key {key} ribeiro2016why');
	});

	test('names a file that every system can have', () => {
		assert.deepEqual(pathFrom('notes/${year}/${title}.md', { ...values, title: 'TCP/IP: is it "done"?' }), [
			'notes',
			'2016',
			'TCP-IP- is it -done--.md',
		]);
	});

	test('stays below the folder', () => {
		assert.deepEqual(pathFrom('../${key}/./${title}.md', { key: '..', title: '..\\x' }), ['..-x.md']);
	});
});
