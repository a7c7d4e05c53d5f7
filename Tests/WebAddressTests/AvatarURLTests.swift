import Testing
import WebAddress

@Suite("URLs of avatars")
struct AvatarURLTests {
    @Test(
        "a URL whose host or path says avatar is one",
        arguments: [
            "https://secure.gravatar.com/f/0bc83cb5?s=80", "https://GRAVATAR.com/x", "https://avatars.x.example/u/1?v=4",
            "https://avatars3.hub.example/u/583231", "https://avatars.githubusercontent.com/u/1", "https://avatar-cdn.x.example/u/1",
            "https://x.example/avatar/ann.png",
            "https://x.example/accounts/avatars/000/1/original/a.jpg", "https://forum.example/user_avatar/forum.example/ann/120/1_2.png",
            "https://x.example/img/avatar-96x96.jpg", "https://x.example/Avatar.PNG", "/images/avatar_2.webp",
            "https://i0.proxy.example/secure.gravatar.com/avatar/1", "https://s.example/profile_images/1/x_normal.jpg",
            "https://s.example/userpics/7.jpg", "https://x.example/wp-content/uploads/profile-photo.jpg",
        ])
    func avatars(_ url: String) {
        #expect(AvatarURL.matches(url))
    }

    @Test(
        "a picture whose topic is an avatar is none",
        arguments: [
            "https://x.example/2026/avatar-the-way-of-water.jpg", "https://www.avatar-news.example/boat.jpg",
            "https://avatar.example/boat.jpg", "https://avatar.github.io/boat.jpg", "https://avatars.example/boat.jpg",
            "https://x.example/boat.jpg?avatar=1", "https://x.example/avatarism/boat.jpg", "https://x.example/profiles/boat.jpg",
            "https://x.example/profile/boat.jpg", "https://x.example/images/profile-of-a-river.jpg",
            "https://x.example/users/images/boat.jpg",
            "", "avatar:", "https:///", "https://x.example/",
        ])
    func topics(_ url: String) {
        #expect(!AvatarURL.matches(url))
    }
}
