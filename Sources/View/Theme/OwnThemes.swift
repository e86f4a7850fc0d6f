/// The themes that come with the program, as in the folder `Themes`: they are there without the package, too. A test
/// compares them with the files.
package enum OwnThemes {
    package static let names = ["contrast", "night", "paper"]

    /// The text of one; `nil` for another name.
    package static func text(_ name: String) -> String? { texts[name] }

    private static let texts = ["contrast": contrast, "night": night, "paper": paper]

    private static let contrast = """
        # contrast: the strongest differences a screen can show; for weak eyes, weak screens and long distances.
        # Format: btop's. How the keys are used here:
        #   main_bg main_fg title         background, text, titles
        #   graph_text inactive_fg        lesser text and headers, keys without effect
        #   selected_fg hi_fg div_line    the chosen service, keys, lines
        #   available_mid cached_mid      the old side, the new side
        #   cpu_start cpu_mid cpu_end     pass, warning and paused, worse
        #   upload_mid cached_end         blind and stale, frozen
        theme[main_bg]="#00"
        theme[main_fg]="#FF"
        theme[title]="#FF"
        theme[graph_text]="#D0"
        theme[inactive_fg]="#9A"
        theme[selected_fg]="255 255 255"
        theme[hi_fg]="255 255 255"
        theme[div_line]="#B0"
        theme[available_mid]="#FFB000"
        theme[cached_mid]="#40C4FF"
        theme[cpu_start]="#30E0A0"
        theme[cpu_mid]="#FFF000"
        theme[cpu_end]="#FF5A36"
        theme[upload_mid]="#FF8CE8"
        theme[cached_end]="#B8DCFF"

        """

    private static let night = """
        # night: warm and low, for a dark room at 3 a.m.; nothing shines but what matters.
        # Format: btop's. How the keys are used here:
        #   main_bg main_fg title         background, text, titles
        #   graph_text inactive_fg        lesser text and headers, keys without effect
        #   selected_fg hi_fg div_line    the chosen service, keys, lines
        #   available_mid cached_mid      the old side, the new side
        #   cpu_start cpu_mid cpu_end     pass, warning and paused, worse
        #   upload_mid cached_end         blind and stale, frozen
        theme[main_bg]="#14100D"
        theme[main_fg]="#C9BBA8"
        theme[title]="#EBDDC8"
        theme[graph_text]="#8C7F70"
        theme[inactive_fg]="#685F57"
        theme[selected_fg]="#F6EBDA"
        theme[hi_fg]="#F6EBDA"
        theme[div_line]="#3B332B"
        theme[available_mid]="#D99A4E"
        theme[cached_mid]="#6FA3C8"
        theme[cpu_start]="#528C77"
        theme[cpu_mid]="#E0C15A"
        theme[cpu_end]="#F0704A"
        theme[upload_mid]="#C08BB0"
        theme[cached_end]="#8DB2D4"

        """

    private static let paper = """
        # paper: dark ink on light paper, for bright rooms and projectors.
        # Format: btop's. How the keys are used here:
        #   main_bg main_fg title         background, text, titles
        #   graph_text inactive_fg        lesser text and headers, keys without effect
        #   selected_fg hi_fg div_line    the chosen service, keys, lines
        #   available_mid cached_mid      the old side, the new side
        #   cpu_start cpu_mid cpu_end     pass, warning and paused, worse
        #   upload_mid cached_end         blind and stale, frozen
        theme[main_bg]="#FAF8F3"
        theme[main_fg]="#2B2B2B"
        theme[title]="#000000"
        theme[graph_text]="#5F5F5F"
        theme[inactive_fg]="#8F8F8F"
        theme[selected_fg]="#000000"
        theme[hi_fg]="#000000"
        theme[div_line]="#C9C5BA"
        theme[available_mid]="#9A5200"
        theme[cached_mid]="#005A9C"
        theme[cpu_start]="#006B54"
        theme[cpu_mid]="#8C6900"
        theme[cpu_end]="#98001A"
        theme[upload_mid]="#7B3F73"
        theme[cached_end]="#234A75"

        """
}
