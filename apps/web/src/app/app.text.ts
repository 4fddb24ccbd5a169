export const appText = {
  skip: 'Skip to the content',
  notFoundTitle: 'There is nothing here',
  notFoundWords: 'The address may be mistyped, or what stood here is gone.',
  notFoundAction: 'Go to the start',
};
