import { markdown } from './markdown.js';
import { named, nested, repeated, type Shape } from './shape.js';

const cell = (source: string | readonly string[], kind = 'markdown'): string => JSON.stringify({ cell_type: kind, metadata: {}, source });

/** A notebook of cells. */
const book = (cells: string): string => `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [${cells}]}`;

export const notebooks: Readonly<Record<string, Shape>> = {
	...Object.fromEntries(
		Object.entries(markdown)
			.filter((_, index) => index % 3 === 0)
			.map(([name, shape]) => [`a cell with ${name}`, (size: number) => book(cell(shape(size)))]),
	),
	cells: (size) => book(repeated((index) => `${cell(`words [@${named(index)}]`)},`)(size) + cell('x')),
	'cells of lines': (size) => book(repeated((index) => `${cell([`words [@${named(index)}]\n`, 'x\n'])},`)(size) + cell('x')),
	'cells of code': (size) => book(repeated(`${cell('x = 1', 'code')},`)(size) + cell('x')),
	'lines of one cell': (size) =>
		book(`{"cell_type": "markdown", "source": [${repeated((index) => `"words @${named(index)}\\n",`)(size)}"x"]}`),
	escapes: (size) => book(`{"cell_type": "markdown", "source": "${repeated('\\u0041\\n\\"')(size)}"}`),
	outputs: (size) => book(`{"cell_type": "code", "source": "x", "outputs": [{"data": "${repeated('QUJD')(size)}"}]}`),
	'cells that open': (size) => repeated('{"cell_type": "markdown", "source": "x", ')(size),
	'lists that open': (size) => `{"cells": ${'['.repeat(size)}`,
	'lists within lists': (size) => `{"cells": ${nested('[', ']')(size)}}`,
	'maps within maps': (size) => `{"cells": [], "metadata": ${nested('{"a":', '}', '1')(size)}}`,
	'a string without end': (size) => `{"cells": [{"cell_type": "markdown", "source": "${repeated('words ')(size)}`,
	'cells of no kind': (size) => book(repeated('{},')(size) + cell('x')),
	'blanks between': (size) => `{"cells":${' '.repeat(size)}[${cell('[@a]')}]}`,
};
