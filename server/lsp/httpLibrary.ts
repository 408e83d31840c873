import { answer, type Feature } from './feature.js';

/** The state of the library over HTTP, for the client. */
export const httpLibraryFeature: Feature = {
	register(services) {
		const { httpLibrary, settings } = services;
		answer(services, 'lectern/httpLibrary/report', () => httpLibrary.report);
		answer(services, 'lectern/httpLibrary/look', async () => {
			// The setting may have been changed a moment ago.
			await settings.update();
			httpLibrary.use(settings.current.httpLibrary);
			return httpLibrary.look();
		});
	},
};
