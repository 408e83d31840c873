/** Marks in the contents the section that is read below `edge`, and keeps its mark in sight. */
export function followScroll(article: HTMLElement, edge: number): void {
	const contents = article.querySelector<HTMLElement>('.contents');
	if (!contents) return;
	const headings = [...article.querySelectorAll('h2[id], h3[id]')];
	const root = document.documentElement;
	// The last sections may be too short to reach the top.
	const isAtEnd = window.scrollY > 0 && window.scrollY + window.innerHeight >= root.scrollHeight - 2;
	const reached = edge + (window.innerHeight - edge) * 0.25;
	const current = headings.filter((heading) => heading.getBoundingClientRect().top < (isAtEnd ? window.innerHeight : reached)).at(-1);
	for (const link of contents.querySelectorAll<HTMLElement>('a')) {
		if (!current || link.getAttribute('href') !== `#${current.id}`) {
			link.removeAttribute('aria-current');
			continue;
		}
		if (link.hasAttribute('aria-current')) continue;
		link.setAttribute('aria-current', 'true');
		const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = link;
		contents.scrollTo({
			left: offsetLeft + offsetWidth / 2 - contents.clientWidth / 2,
			top: offsetTop + offsetHeight / 2 - contents.clientHeight / 2,
			behavior: 'instant',
		});
	}
}
