// Invented answers in the forms that the services document.

/** An answer of Crossref to `/works/{doi}`. */
export const crossrefWork = (other: object = {}): string =>
	JSON.stringify({
		status: 'ok',
		'message-type': 'work',
		'message-version': '1.0.0',
		message: {
			DOI: '10.1234/lamp.5',
			type: 'journal-article',
			title: ['Lanterns &amp; <i>fog</i>'],
			subtitle: ['A study of H<sub>2</sub>O'],
			author: [
				{ given: 'Ann B.', family: 'Roe', sequence: 'first', affiliation: [] },
				{ name: 'Harbour Group', sequence: 'additional' },
			],
			'container-title': ['Journal of Dim Light'],
			'short-container-title': ['J. Dim Light'],
			issued: { 'date-parts': [[2019, 3, 7]] },
			volume: '4',
			issue: '2',
			page: '11-19',
			'article-number': 'e5',
			publisher: 'Dim Press',
			ISSN: ['1234-5678'],
			URL: 'https://doi.org/10.1234/lamp.5',
			...other,
		},
	});

/** An answer of DataCite to `/dois/{doi}`. */
export const dataciteWork = (other: object = {}): string =>
	JSON.stringify({
		data: {
			id: '10.48550/arxiv.2001.00001',
			type: 'dois',
			attributes: {
				doi: '10.48550/arxiv.2001.00001',
				identifiers: [{ identifier: '2001.00001', identifierType: 'arXiv' }],
				creators: [
					{ name: 'Oord, Jan', nameType: 'Personal', givenName: 'Jan', familyName: 'Oord', affiliation: [] },
					{ name: 'The Attic', nameType: 'Organizational' },
					{ name: 'Poe, E. A.' },
				],
				titles: [{ title: 'Mirrors in the Attic' }],
				publisher: 'arXiv',
				container: {},
				publicationYear: 2020,
				dates: [
					{ date: '2020-01-02T18:00:00Z', dateType: 'Submitted' },
					{ date: '2020-02', dateType: 'Available' },
				],
				types: { ris: 'GEN', bibtex: 'misc', citeproc: 'article', resourceTypeGeneral: 'Preprint' },
				descriptions: [{ description: 'Reflection helps.', descriptionType: 'Abstract' }],
				...other,
			},
		},
	});

/** An answer of arXiv's API: a feed of these entries, or of one paper. */
export const arxivFeed = (
	entries = `<entry>
    <id>http://arxiv.org/abs/2001.00010v2</id>
    <updated>2020-02-01T00:00:00Z</updated>
    <published>2020-01-02T18:00:00Z</published>
    <title>Mirrors in
      the &lt; Attic: $O(n)$</title>
    <summary>Reflection helps.</summary>
    <author><name>Aaron van den Oord</name><arxiv:affiliation>Attic</arxiv:affiliation></author>
    <author><name>Edgar A. Poe Jr.</name></author>
    <author><name>Plato</name></author>
    <arxiv:doi>10.1234/attic</arxiv:doi>
    <link title="pdf" href="http://arxiv.org/pdf/2001.00010v2" rel="related"/>
    <arxiv:primary_category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>`,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title type="html">ArXiv Query: id_list=2001.00010</title>
  ${entries}
</feed>`;
