export async function runScreenTests() { return []; }
