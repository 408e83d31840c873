import assert from 'node:assert/strict';
import { decodeField } from '../../../../../../server/engine/library/formats/bibtex/decode.js';
import { readBibtex } from '../../../../../../server/engine/library/formats/bibtex/read.js';
import type { SourceRecord } from '../../../../../../server/engine/library/formats/record.js';

const recordOf = (text: string): SourceRecord => readBibtex(text).records.at(-1)!;
const misc = (fields: string): SourceRecord => recordOf(`@misc{a, ${fields}}`);

suite('decoding BibTeX', () => {
	test('makes a record of an entry', () => {
		const text = `@InProceedings{chen2016,
  author    = {Chen, Xi and others},
  title     = {{InfoGAN}: Learning},
  subtitle  = {A Test},
  booktitle = {Advances in {NIPS}},
  editor    = "Ada Lovelace",
  year      = 2016,
  pages     = {1--9},
  volume    = 29,
  keywords  = {gan,  information theory},
  abstract  = {Long.},
}`;
		assert.deepEqual(JSON.parse(JSON.stringify(recordOf(text))), {
			key: 'chen2016',
			aliases: [],
			type: 'inproceedings',
			title: 'InfoGAN: Learning: A Test',
			alsoTitles: [],
			authors: [{ family: 'Chen', given: 'Xi' }],
			editors: [{ family: 'Lovelace', given: 'Ada' }],
			andOthers: true,
			year: 2016,
			venue: { full: 'Advances in NIPS' },
			names: [],
			topics: ['gan', 'information theory'],
			related: [],
			hasAbstract: true,
			fields: { pages: '1–9', volume: '29' },
			marked: { title: '{InfoGAN}: Learning: A Test', container: 'Advances in {NIPS}' },
			span: { start: 0, end: text.length },
			keySpan: { start: 15, end: 23 },
		});
	});

	// btxdoc § 2.2 and bibtex.web: names of macros in any case; month macros belong to every style.
	test('replaces macros, joined with # or alone', () => {
		const text = `@string{ACM = "Assoc. " # {Comp. Mach.}}\n@string(both = acm # " Press")\n@misc{a, title = "The " # Acm # { and }#both, month = jun # "~1", year = 1999}`;
		assert.equal(recordOf(text).title, 'The Assoc. Comp. Mach. and Assoc. Comp. Mach. Press');
		assert.equal(recordOf(text).fields.date, '1999-06-01');
	});

	test('leaves a macro that nobody defined its name', () => {
		assert.equal(misc('journal = jmlr, title = {x}').venue?.full, 'jmlr');
	});

	// biblatex manual § 2.1.2
	test('calls types by their biblatex names', () => {
		const typeOf = (type: string): unknown => {
			const record = recordOf(`@${type}{a, title = {x}}`);
			return [record.type, record.fields.type];
		};
		assert.deepEqual(['Conference', 'PhdThesis', 'mastersthesis', 'techreport', 'www', 'game'].map(typeOf), [
			['inproceedings', undefined],
			['thesis', 'phdthesis'],
			['thesis', 'mathesis'],
			['report', undefined],
			['online', undefined],
			['game', undefined],
		]);
	});

	// biblatex manual § 2.2.5
	test('calls fields by their biblatex names, and prefers those', () => {
		const { fields, venue } = recordOf(
			'@article{a, title={x}, address={Bern}, school={ETH}, journal={Classic}, journaltitle={Modern}, annote={n}}',
		);
		assert.deepEqual(fields, { location: 'Bern', institution: 'ETH' });
		assert.equal(venue?.full, 'Modern');
	});

	// bibtex.web § 246: a repeated field is ignored.
	test('takes the first of two fields of one name', () => {
		assert.equal(misc('title = {first}, TITLE = {second}').title, 'first');
	});

	test('prefers date to year, and notes when something first appeared', () => {
		assert.equal(misc('title={x}, year=1999, date={2001-02}').year, 2001);
		const { year, published } = misc('title={x}, date={1999}, origdate={1781}');
		assert.deepEqual([year, published], [1781, 1999]);
	});

	test('keeps a year that is no number', () => {
		const { year, fields } = misc('title={x}, year={in press}');
		assert.deepEqual([year, fields.year], [undefined, 'in press']);
	});

	// biblatex manual § 3.14.7 (eprints); https://info.arxiv.org/help/hypertex/bibstyles
	test('finds arXiv identifiers wherever people put them', () => {
		for (const fields of [
			'eprint = {1606.03657}, archiveprefix = {arXiv}, primaryclass = {cs.LG}',
			'eprint = {1606.03657v3}, eprinttype = arxiv',
			'eprint = {arXiv:1606.03657}',
			'arxivid = {1606.03657}',
			'url = {https://arxiv.org/abs/1606.03657v1}',
			'journal = {arXiv preprint arXiv:1606.03657}',
			'journal = {CoRR}, volume = {abs/1606.03657}',
			'doi = {10.48550/arXiv.1606.03657}',
			'note = {arXiv: 1606.03657 [cs]}',
		]) {
			assert.equal(misc(fields).arxiv, '1606.03657', fields);
		}
		assert.equal(misc('eprint = {math.GT/0309136}, archiveprefix = arXiv').arxiv, 'math/0309136');
	});

	test('does not take the number of the paper that a note speaks of for its own', () => {
		const { arxiv, fields } = misc('note = {Comment on arXiv:1606.03657}');
		assert.deepEqual([arxiv, fields.note], [undefined, 'Comment on arXiv:1606.03657']);
	});

	test('leaves eprints of other archives in the fields', () => {
		const { arxiv, fields } = misc('eprint = {2404.11111}, eprinttype = {hal}');
		assert.deepEqual([arxiv, fields], [undefined, { eprint: '2404.11111', eprinttype: 'hal' }]);
	});

	test('cleans DOI and address', () => {
		assert.equal(misc('doi = {https://doi.org/10.1000/a\\_b}').doi, '10.1000/a_b');
		assert.equal(misc('url = {http://dx.doi.org/10.1000/ab}').doi, '10.1000/ab');
		const sici = '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2';
		assert.equal(misc(`doi = {${sici}}`).doi, sici);
		assert.equal(misc(`doi = {${sici.replace('<', '{\\textless}').replace('>', '{\\textgreater}')}}`).doi, sici);
		assert.equal(misc('url = {https://a.org/x\\_y~z}').url, 'https://a.org/x_y~z');
		assert.equal(misc('howpublished = {Online: \\url{https://a.org/x}}').url, 'https://a.org/x');
	});

	// biblatex manual § 2.2.3: ids, related, keywords are separated lists.
	test('reads lists of keys and keywords as written', () => {
		const record = misc('ids = {old, older}, related = {next}, keywords = {deep learning; GAN}, shorthand = {KrV}, shorttitle = {Short}');
		assert.deepEqual(
			[record.aliases, record.related, record.topics, record.names, record.alsoTitles],
			[['old', 'older'], ['next'], ['deep learning', 'GAN'], ['Short', 'KrV'], ['Short']],
		);
	});

	test('takes no short title that is the book’s that the work is in', () => {
		const read = (fields: string) => {
			const { names, alsoTitles } = readBibtex(`@incollection{k, ${fields}, booktitle={Reed-{Basket Interactions}: From Old to New}}`)
				.records[0]!;
			return [names, alsoTitles];
		};
		assert.deepEqual(read('title={Nests in the north}, shorttitle={Reed-Basket Interactions}'), [[], []]);
		assert.deepEqual(read('title={Nests in the north}, shorttitle={NestNet}'), [['NestNet'], ['NestNet']]);
		assert.deepEqual(read('title={Reed-Basket Interactions in the north}, shorttitle={Reed-Basket Interactions}'), [
			[],
			['Reed-Basket Interactions'],
		]);
	});

	test('takes a repeated keyword once', () => {
		assert.deepEqual(readBibtex('@book{k, title={T}, keywords={lamps, light, lamps}}').records[0]?.topics, ['lamps', 'light']);
	});

	test('keeps files as they are written', () => {
		assert.equal(misc('file = {a\\:b:C\\:\\\\x.pdf:PDF}').fields.file, 'a\\:b:C\\:\\\\x.pdf:PDF');
	});

	test('gives what a damaged entry still holds', () => {
		const { records, problems } = readBibtex('@misc{a,\n title = {Open,\n year = 1999,\n}\n@misc{b, title = {Whole}}');
		assert.deepEqual(
			records.map(({ key, title, year }) => [key, title, year]),
			[
				['a', 'Open', 1999],
				['b', 'Whole', undefined],
			],
		);
		assert.deepEqual(
			problems.map(({ code, severity }) => [code, severity]),
			[['broken-entry', 'error']],
		);
	});

	test('answers one field in full when asked', () => {
		const text = 'x @misc{a, abstract = {Long \\& {deep}.}, annote = {n}}';
		assert.equal(decodeField(text, 2, 'abstract'), 'Long & deep.');
		assert.equal(decodeField(text, 2, 'annotation'), 'n');
		assert.equal(decodeField(text, 2, 'note'), undefined);
		assert.equal(decodeField(text, 0, 'abstract'), undefined);
	});

	test('says that there is an abstract without reading it', () => {
		assert.equal(misc('abstract = {}').hasAbstract, false);
		assert.equal(misc('abstract = {x}').hasAbstract, true);
	});
});

suite('the title of a BibTeX entry', () => {
	for (const [fields, title] of [
		['title = {Main}', 'Main'],
		['title = {Main}, subtitle = {More}', 'Main: More'],
		['title = {Main?}, subtitle = {More}', 'Main? More'],
		['title = {Main.}, subtitle = {More}', 'Main. More'],
		['title = {What! Main}, subtitle = {More}', 'What! Main: More'],
		['title = {Main}, subtitle = {}', 'Main'],
		['booktitle = {Whole}', 'Whole'],
		['maintitle = {Series}', 'Series'],
		['maintitle = {Series}, booktitle = {Whole}', 'Whole'],
	] as const)
		test(`of ${fields}`, () => {
			assert.equal(misc(fields).title, title);
		});
});

suite('the venue of a BibTeX entry', () => {
	const paper = (fields: string): SourceRecord => recordOf(`@inproceedings{a, title = {x}, ${fields}}`);

	for (const [fields, venue] of [
		['booktitle = {Proceedings}', { full: 'Proceedings' }],
		['eventtitle = {Meeting}', { full: 'Meeting' }],
		['booktitle = {Proceedings}, eventtitle = {Meeting}', { full: 'Proceedings' }],
		['journal = {Journal}, booktitle = {Proceedings}', { full: 'Journal' }],
		['journal = {Journal}, shortjournal = {J}', { full: 'Journal', short: 'J' }],
		['shortjournal = {J}', { short: 'J' }],
		['booktitle = {Proceedings}, series = {NeurIPS}', { full: 'Proceedings', short: 'NeurIPS' }],
		['booktitle = {Proceedings}, series = {ABCDEFGHIJKLMNOP}', { full: 'Proceedings', short: 'ABCDEFGHIJKLMNOP' }],
		['booktitle = {Proceedings}, series = {ABCDEFGHIJKLMNOPQ}', { full: 'Proceedings' }],
		['booktitle = {Proceedings}, series = {Lecture Notes}', { full: 'Proceedings' }],
		['booktitle = {Proceedings}, series = {NeurIPS}, shortjournal = {J}', { full: 'Proceedings', short: 'J' }],
		['journal = {arXiv preprint arXiv:1606.03657}', { full: 'arXiv' }],
		['journal = {ArXiv e-prints}', { full: 'arXiv' }],
		['journal = {arXiv}', { full: 'arXiv' }],
		['journal = {Journal of arXiv}', { full: 'Journal of arXiv' }],
		['note = {x}', undefined],
	] as const)
		test(`of ${fields}`, () => {
			assert.deepEqual(paper(fields).venue, venue);
		});

	test('has no short name from the series of a book', () => {
		assert.equal(recordOf('@book{a, title = {x}, eventtitle = {Meeting}, series = {LNCS}}').venue?.short, undefined);
	});

	test('is no book that has no title of its own', () => {
		assert.equal(recordOf('@book{a, booktitle = {Whole}}').venue, undefined);
	});

	test('leaves the book among the fields where there is a journal, too', () => {
		assert.equal(paper('journal = {Journal}, booktitle = {Proceedings}').fields.booktitle, 'Proceedings');
	});
});

suite('dates of a BibTeX entry', () => {
	test('are those of year and month where the date is none', () => {
		assert.equal(misc('date = {soon}, year = {1999}').year, 1999);
	});

	test('have no second year where it is the first', () => {
		assert.equal(misc('date = {1999}, origdate = {1999}').published, undefined);
	});

	test('have the first year from the date where the original date is none', () => {
		assert.equal(misc('date = {1999}, origdate = {unknown}').year, 1999);
	});
});

suite('fields of a BibTeX entry', () => {
	test('of names are kept as names, by their role', () => {
		assert.deepEqual(misc('translator = {Roe, Richard and {Lamp Society}}, holder = {}').people, {
			translator: [
				{ family: 'Roe', given: 'Richard' },
				{ family: 'Lamp Society', literal: true },
			],
		});
	});

	test('keep the particle of a name in its place where the entry says so', () => {
		const [name] = misc('author = {van Gogh, Vincent}, options = {useprefix=true}').authors;
		assert.deepEqual(name, { family: 'Gogh', given: 'Vincent', particle: 'van', keepsParticle: true });
		const [extended] = misc('author = {family=Gogh, given=Vincent, prefix=van, useprefix=true}').authors;
		assert.deepEqual(extended, name);
	});

	for (const [title, marked] of [
		['On {Markov} Chains', 'On {Markov} Chains'],
		['The \\emph{Pinus} Tree', 'The \\emph{Pinus} Tree'],
		['Of {\\"U}ber and G{\\"o}teborg', 'Of {\\"U}ber and G{\\"o}teborg'],
		['In G{\\"o}teborg', undefined],
		['In G\\"{o}teborg \\& more', undefined],
		['No braces -- at all', undefined],
	] as const)
		test(`have their LaTeX kept where their plain text says less: ${title}`, () => {
			assert.equal(misc(`title = {${title}}`).marked?.title, marked);
		});

	for (const [fields, name, value] of [
		['eprint = {1606.03657}, eprinttype = arxiv, primaryclass = {cs.LG}', 'eprintclass', 'cs.LG'],
		['note = {Two \\& more}', 'note', 'Two & more'],
		['file = { a.pdf }', 'file', 'a.pdf'],
		['eprint = {123}', 'eprint', '123'],
	] as const)
		test(`are kept under their names: ${fields}`, () => {
			assert.equal(misc(fields).fields[name], value);
		});

	for (const [fields, name] of [
		['note = {}', 'note'],
		['timestamp = {today}', 'timestamp'],
		['eprint = {123}', 'eprinttype'],
		['sortkey = {x}', 'sortkey'],
	] as const)
		test(`are left out where they say nothing: ${fields}`, () => {
			assert.ok(!(name in misc(fields).fields));
		});

	test('have the kind of a thesis that the entry names itself', () => {
		assert.equal(recordOf('@phdthesis{a, title = {x}, type = {Habilitation}}').fields.type, 'Habilitation');
	});

	test('have the first of two fields where only later ones have a classic name', () => {
		assert.equal(misc('journaltitle = {Modern}, title = {x}, journal = {Classic}').venue?.full, 'Modern');
	});

	test('do not go on from one entry to the next', () => {
		assert.equal(recordOf('@misc{a, title = {x}, note = {n}}\n@misc{b, title = {y}}').fields.note, undefined);
	});
});

suite('identifiers of a BibTeX entry', () => {
	for (const [fields, arxiv] of [
		['arxivid = {none}, url = {https://arxiv.org/abs/1606.03657}', '1606.03657'],
		['eprint = {2404.11111}, eprinttype = {hal}, arxivid = {1606.03657}', '1606.03657'],
		['howpublished = {arXiv:1606.03657}', '1606.03657'],
		['howpublished = {Preprint 1606.03657}', undefined],
		['volume = {1606}', undefined],
	] as const)
		test(`from arXiv in ${fields}`, () => {
			assert.equal(misc(fields).arxiv, arxiv);
		});

	for (const [fields, doi] of [
		['doi = {none}, url = {https://doi.org/10.1000/ab}', '10.1000/ab'],
		['url = {https://example.org/10.1000/ab}', undefined],
	] as const)
		test(`by DOI in ${fields}`, () => {
			assert.equal(misc(fields).doi, doi);
		});

	for (const [fields, url] of [
		['howpublished = {http://a.org/x}', 'http://a.org/x'],
		['howpublished = {Printed}', undefined],
		['url = {https://a.org/x}, howpublished = {https://b.org/y}', 'https://a.org/x'],
	] as const)
		test(`by address in ${fields}`, () => {
			assert.equal(misc(fields).url, url);
		});
});

suite('what a BibTeX entry has from its parent', () => {
	const child = (parent: string, own = ''): SourceRecord =>
		readBibtex(`@inproceedings{child, crossref = {parent}, ${own}}\n@proceedings{parent, title = {Whole}, ${parent}}`).records[0]!;

	test('is shown', () => {
		assert.equal(child('doi = {10.1000/whole}').doi, '10.1000/whole');
	});

	test('is noted as such', () => {
		assert.deepEqual(child('doi = {10.1000/whole}', 'title = {Part}').inherited, ['doi']);
	});

	test('does not replace what it states itself', () => {
		assert.equal(child('doi = {10.1000/whole}', 'doi = {10.1000/part}').doi, '10.1000/part');
	});

	test('does not replace the DOI that its own address holds', () => {
		assert.equal(child('doi = {10.1000/whole}', 'url = {https://doi.org/10.1000/part}').doi, '10.1000/part');
	});

	test('is not noted where it states all of it itself', () => {
		assert.equal(child('doi = {10.1000/whole}', 'title = {Part}, doi = {10.1000/part}').inherited, undefined);
	});

	test('is not noted where the parent has no identifier', () => {
		assert.equal(child('year = {1999}', 'title = {Part}').inherited, undefined);
	});
});

suite('one field of a BibTeX entry in full', () => {
	const fieldIn = (fields: string, name: string) => decodeField(`@misc{a, ${fields}}`, 0, name);

	for (const [fields, name, value] of [
		['url = {https://a.org/x\\_y~z}', 'url', 'https://a.org/x_y~z'],
		['doi = {10.1000/a\\_b~c}', 'doi', '10.1000/a_b~c'],
		['eprint = {a\\_b~c}', 'eprint', 'a_b~c'],
		['note = {a~b}', 'note', 'a b'],
		['file = { a\\:b }', 'file', 'a\\:b'],
		['journal = {Classic}, journaltitle = {Modern}', 'journaltitle', 'Modern'],
		['journal = {Classic}, journaltitle = {Modern}', 'journal', 'Classic'],
		['journal = {Classic}', 'journaltitle', 'Classic'],
	] as const)
		test(`${name} of ${fields}`, () => {
			assert.equal(fieldIn(fields, name), value);
		});

	test('takes the first of several addresses', () => {
		const urlOf = (url: string) => readBibtex(`@article{a, title={A}, url={${url}}}`).records[0]?.url;
		assert.equal(urlOf('http://a.b/c http://d.e/f'), 'http://a.b/c');
		assert.equal(urlOf('https://a.b/c; https://d.e/f, http://g.h'), 'https://a.b/c');
		assert.equal(urlOf('https://web.archive.org/web/2020/https://a.b/c,d'), 'https://web.archive.org/web/2020/https://a.b/c,d');
	});
});
