import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { latex } from '../../server/documents/markup/latex.js';
import { markdown } from '../../server/documents/markup/markdown.js';
import type { Markup } from '../../server/documents/markup/markup.js';
import { org } from '../../server/documents/markup/org.js';

/** The keys that pandoc's own reader finds in a text. */
function citedByPandoc(format: string, text: string): Set<string> {
	const { stdout, stderr, status } = spawnSync('pandoc', ['--from', format, '--to', 'json'], { input: text, encoding: 'utf8' });
	assert.equal(status, 0, stderr);
	const keys = new Set<string>();
	const walk = (node: unknown): void => {
		if (Array.isArray(node)) for (const child of node) walk(child);
		else if (typeof node === 'object' && node !== null)
			for (const [name, child] of Object.entries(node)) {
				if (name === 'citationId') keys.add(String(child));
				else walk(child);
			}
	};
	walk(JSON.parse(stdout));
	return keys;
}

suite('citations as pandoc reads them', () => {
	/** Holds a fixture to pandoc's reading; `except` are the keys of forms that pandoc's reader does not know. */
	const agrees = (markup: Markup, fixture: string, format: string, except: RegExp): void => {
		test(`agrees on which keys ${fixture} cites`, () => {
			const text = readFileSync(`test/fixtures/markups/${fixture}`, 'utf8');
			const ours = new Set(markup.citations(text).map(({ key }) => key));
			const theirs = citedByPandoc(format, text);
			assert.deepEqual([...ours].filter((key) => !theirs.has(key) && !except.test(key)).sort(), [], 'cited for us only');
			assert.deepEqual([...theirs].filter((key) => !ours.has(key) && !except.test(key)).sort(), [], 'cited for pandoc only');
			assert.ok(ours.size >= 30);
		});
	};

	agrees(markdown, 'citations.md', 'markdown', /^(?:myst|wiki|fig-|sec-|url2057)/);
	agrees(org, 'citations.org', 'org', /^(?:common201[12]|list2020|ref203[3-9]|ref204[01]|style2008|no|see)$/);
	agrees(latex, 'citations.tex', 'latex', /^(?:apa|cap2013|full|item|math|num|quote|title2022|vol|\*$)/);
});
