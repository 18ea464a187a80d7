/** Resolves once the condition holds. @throws {Error} when it does not within ten seconds */
export async function until(holds: () => boolean, patience = 10_000): Promise<void> {
  for (const end = Date.now() + patience; !holds();) {
    if (Date.now() > end) throw new Error(`it did not come to hold: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
