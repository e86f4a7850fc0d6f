/// The JSON Schema of `abreast status --json`, as `abreast status --schema` prints it.
package enum StatusSchema {
    /// The text of `status.schema.json`, byte for byte.
    package static var text: String { String(decoding: PackageResources.status_schema_json, as: UTF8.self) }
}
