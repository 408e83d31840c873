import assert from 'node:assert/strict';
import { bibInputsOfLatexmk } from '../../../../../server/engine/documents/project/latexmk.js';

suite('BIBINPUTS in the configuration of latexmk', () => {
	for (const [perl, ...parts] of [
		["ensure_path('BIBINPUTS', './bib', '../more//');", './bib', '../more//'],
		['ensure_path( "BIBINPUTS", "bib" );', 'bib'],
		["$ENV{'BIBINPUTS'} = './bib:' . $ENV{'BIBINPUTS'};", './bib'],
		["$ENV{BIBINPUTS}='a:b//:';", 'a', 'b//'],
		['$ENV{"BIBINPUTS"} = "$ENV{PWD}/bib:/abs/lit:$ENV{HOME}/x:";', 'bib', '/abs/lit'],
		["$ENV{'BIBINPUTS'}='C:/lit;D:/more';", 'C:/lit', 'D:/more'],
		["# ensure_path('BIBINPUTS', './bib');"],
		["ensure_path('TEXINPUTS', './tex'); $bibtex = 'BIBINPUTS';"],
	] as const)
		test(`is read from ${perl}`, () => assert.deepEqual(bibInputsOfLatexmk(perl), parts));
});
