/** The bar's signs, drawn on 16 by 16 units in the weight of VS Code's own. */
export const icons = {
	back: 'M7 3 2.5 8 7 13M3 8h10.5',
	forward: 'M9 3l4.5 5L9 13M13 8H2.5',
	previous: 'M3 7l5-4.5L13 7M8 3v10.5',
	next: 'M3 9l5 4.5L13 9M8 13V2.5',
	cite: 'M6.5 4.5h-4v4h4zM6.5 8.5c0 2-1 3-3 3.5M13.5 4.5h-4v4h4zM13.5 8.5c0 2-1 3-3 3.5',
	copyKey: 'M10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM10.5 5.5v3.2c0 2.6 3.5 2 3.5-.7a6 6 0 1 0-2.5 4.9',
	copyBibtex:
		'M6 2.5c-2 0-2.5.7-2.5 2.2 0 2-.3 2.8-1.5 3.3 1.2.5 1.5 1.3 1.5 3.3 0 1.5.5 2.2 2.5 2.2M10 2.5c2 0 2.5.7 2.5 2.2 0 2 .3 2.8 1.5 3.3-1.2.5-1.5 1.3-1.5 3.3 0 1.5-.5 2.2-2.5 2.2',
	compare: 'M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v9H9z',
	toggleRead: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.3 8.2l2 2 3.5-4',
	toggleStar: 'M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z',
	openNote: 'M13.5 8v5.5h-11v-11H8M6 10l.5-2.5 6-6 2 2-6 6z',
	find: 'M11 6.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM9.8 9.8 14 14',
	zoomOut: 'M2 13.5 6 3l4 10.5M3.4 10h5.2M11.5 5h3.5',
	zoomIn: 'M2 13.5 6 3l4 10.5M3.4 10h5.2M11.5 5h3.5M13.25 3.25v3.5',
	exportForPrinting: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
} as const;

export type IconName = keyof typeof icons;

/** A sign as inline SVG in the colour of the text around it; hidden from screen readers. */
export const icon = (name: IconName): string => `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${icons[name]}"/></svg>`;
